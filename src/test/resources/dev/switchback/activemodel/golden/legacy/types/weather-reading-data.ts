// Generated: 2026-01-02T03:04:05Z from table weather_reading. Do not edit.

export interface WeatherReadingData {
    reading_id: number;
    station_id: number;
    taken_at: string;
    celsius?: number;
    sky: string;
}

export interface CreateWeatherReadingData {
    station_id: number;
    taken_at: string;
    celsius?: number;
    sky: string;
}

export interface UpdateWeatherReadingData {
    station_id?: number;
    taken_at?: string;
    celsius?: number;
    sky?: string;
}
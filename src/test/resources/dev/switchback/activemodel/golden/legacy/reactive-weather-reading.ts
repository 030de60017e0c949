// Generated: 2026-01-02T03:04:05Z from table weather_reading. Do not edit.

import { ReactiveModel } from './runtime';
import { WeatherReadingModel } from './weather-reading';
import type { WeatherReadingData, UpdateWeatherReadingData } from './types/weather-reading-data';

export class ReactiveWeatherReading extends ReactiveModel<WeatherReadingData, UpdateWeatherReadingData> {
    constructor(data: WeatherReadingData) {
        super(WeatherReadingModel, data);
    }

    get reading_id(): WeatherReadingData['reading_id'] {
        return this.read('reading_id');
    }

    get station_id(): WeatherReadingData['station_id'] {
        return this.read('station_id');
    }

    get taken_at(): WeatherReadingData['taken_at'] {
        return this.read('taken_at');
    }

    get celsius(): WeatherReadingData['celsius'] {
        return this.read('celsius');
    }

    get sky(): WeatherReadingData['sky'] {
        return this.read('sky');
    }
}
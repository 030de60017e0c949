// Generated: 2026-01-02T03:04:05Z from table weather_reading. Do not edit.

import { belongsTo, defineModel } from './runtime';
import type { WeatherReadingData, CreateWeatherReadingData, UpdateWeatherReadingData } from './types/weather-reading-data';
import type { StationData } from './types/station-data';

export const WeatherReadingModel = defineModel<WeatherReadingData, CreateWeatherReadingData, UpdateWeatherReadingData>({
    name: 'WeatherReading',
    table: 'weather_reading',
    primaryKey: ['reading_id'],
    columns: {
        reading_id: { type: 'bigint', nullable: false, identity: true },
        station_id: { type: 'integer', nullable: false },
        taken_at: { type: 'timestamp', nullable: false },
        celsius: { type: 'numeric', nullable: true },
        sky: { type: 'enum', nullable: false },
    },
    belongsTo: {
        station: belongsTo<StationData>({ table: 'station', foreignKey: ['station_id'], references: ['station_id'] }),
    },
});
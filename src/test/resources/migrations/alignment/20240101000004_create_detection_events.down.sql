drop table detection_events;

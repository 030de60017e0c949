package dev.switchback.schema.catalog;

/**
 * Where an object is found now.
 *
 * @param schema the schema as it is spelled, empty for what is in none
 * @param name the name as it is spelled, without quotes
 * @param path unique for its kind, and quoted as SQL takes it: {@code public."Order"}, {@code check_a on public.a}
 * @param within the path of what it belongs to, empty for nothing
 */
public record Address(String schema, String name, String path, String within) {}

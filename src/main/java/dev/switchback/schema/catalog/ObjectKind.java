package dev.switchback.schema.catalog;

import java.util.Locale;

/** The kinds of objects that a schema is made of. */
public enum ObjectKind {
    /** A schema itself. */
    SCHEMA("pg_namespace"),
    /** An extension; what it brought along is not looked at. */
    EXTENSION("pg_extension"),
    /** A table, whether plain, partitioned, a partition, or foreign. */
    TABLE("pg_class"),
    /** A view. */
    VIEW("pg_class"),
    /** A materialized view. */
    MATERIALIZED_VIEW("pg_class"),
    /** A type of named attributes, which are columns of it. */
    COMPOSITE("pg_class"),
    /** A column of a table, a view, a materialized view, or a composite type. */
    COLUMN("pg_class", "pg_class"),
    /** A constraint of a table. */
    CONSTRAINT("pg_constraint", "pg_class"),
    /** An index that does not belong to a constraint. */
    INDEX("pg_class", "pg_class"),
    /** A sequence, except those of identity columns, which are part of the column. */
    SEQUENCE("pg_class"),
    /** A type of labels. */
    ENUM("pg_type"),
    /** A label of an enum. */
    ENUM_LABEL("pg_enum", "pg_type"),
    /** A domain. */
    DOMAIN("pg_type"),
    /** A constraint of a domain. */
    DOMAIN_CONSTRAINT("pg_constraint", "pg_type"),
    /** A type of ranges. */
    RANGE("pg_type"),
    /** A type made by functions, or one that is only announced. */
    BASE_TYPE("pg_type"),
    /** A function or a procedure. */
    ROUTINE("pg_proc"),
    /** An aggregate function. */
    AGGREGATE("pg_proc"),
    /** A trigger. */
    TRIGGER("pg_trigger", "pg_class"),
    /** A rewrite rule. */
    RULE("pg_rewrite", "pg_class"),
    /** A policy of row security. */
    POLICY("pg_policy", "pg_class"),
    /** Extended statistics. */
    STATISTICS("pg_statistic_ext", "pg_class"),
    /** A trigger on events of the database. */
    EVENT_TRIGGER("pg_event_trigger"),
    /** A publication of logical replication. */
    PUBLICATION("pg_publication"),
    /** Privileges that objects to come begin with. */
    DEFAULT_PRIVILEGE("pg_default_acl", "pg_namespace"),
    /** A conversion between two types. */
    CAST("pg_cast"),
    /** An operator. */
    OPERATOR("pg_operator"),
    /** A family of operator classes. */
    OPERATOR_FAMILY("pg_opfamily"),
    /** A class of operators, for indexes. */
    OPERATOR_CLASS("pg_opclass"),
    /** A collation. */
    COLLATION("pg_collation"),
    /** A dictionary of text search. */
    TEXT_SEARCH_DICTIONARY("pg_ts_dict"),
    /** A configuration of text search. */
    TEXT_SEARCH_CONFIGURATION("pg_ts_config"),
    /** A wrapper of foreign data. */
    FOREIGN_DATA_WRAPPER("pg_foreign_data_wrapper"),
    /** A foreign server. */
    SERVER("pg_foreign_server"),
    /** The account of a role on a foreign server. */
    USER_MAPPING("pg_user_mapping", "pg_foreign_server"),
    /** A language of functions. */
    LANGUAGE("pg_language"),
    /** A way to store tables, or of indexes. */
    ACCESS_METHOD("pg_am"),
    /** A conversion between two encodings. */
    CONVERSION("pg_conversion"),
    /** What makes a value of a type one of a language. */
    TRANSFORM("pg_transform"),
    /** A parser of text search. */
    TEXT_SEARCH_PARSER("pg_ts_parser"),
    /** What dictionaries of text search are made from. */
    TEXT_SEARCH_TEMPLATE("pg_ts_template"),
    /** Privileges, other than at first, on a member of an extension. */
    PRIVILEGE("pg_init_privs");

    private final String catalog;
    private final String parentCatalog;
    private final String word = name().toLowerCase(Locale.ROOT).replace('_', ' ');

    ObjectKind(String catalog) {
        this(catalog, "");
    }

    ObjectKind(String catalog, String parentCatalog) {
        this.catalog = catalog;
        this.parentCatalog = parentCatalog;
    }

    /** {@return the catalog that its object identifiers are from, such as {@code pg_class}} */
    public String catalog() {
        return catalog;
    }

    /** {@return the catalog that the identifier of what it belongs to is from, empty if it belongs to nothing} */
    String parentCatalog() {
        return parentCatalog;
    }

    /** {@return its name in a sentence, such as {@code materialized view}} */
    public String word() {
        return word;
    }
}

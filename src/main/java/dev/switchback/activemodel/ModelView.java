package dev.switchback.activemodel;

import java.util.List;

/**
 * What the templates show of one model: names and pieces of TypeScript, ready to be put in place.
 *
 * <p>Public only because the templates are compiled into a package of their own; made by the analysis, for nobody else.
 *
 * @param table the name of the table, for messages
 * @param names of files and exports
 * @param description of the table, in lines that cannot end a comment
 * @param rows the columns of a row
 * @param inserts the columns that whoever inserts a row gives
 * @param updates the columns that can be changed
 * @param members the accessors of the reactive model
 * @param config the configuration
 */
public record ModelView(
        String table,
        Names names,
        List<String> description,
        List<Field> rows,
        List<Field> inserts,
        List<Field> updates,
        List<Member> members,
        Config config) {

    /** Copies the lists. */
    public ModelView {
        description = List.copyOf(description);
        rows = List.copyOf(rows);
        inserts = List.copyOf(inserts);
        updates = List.copyOf(updates);
        members = List.copyOf(members);
    }

    /**
     * What the model is called.
     *
     * @param file the stem of its files
     * @param type the stem of its exports
     * @param model the export of the configuration
     * @param reactive the export of the class
     * @param data the export of a row
     * @param create the export of a row to insert
     * @param update the export of changes
     */
    public record Names(
            String file, String type, String model, String reactive, String data, String create, String update) {}

    /**
     * A property of an interface.
     *
     * @param key the name, quoted if it must be, with a question mark if it can be left out
     * @param type its type
     * @param comment in lines, empty without one
     */
    public record Field(String key, String type, List<String> comment) {

        /** Copies the lines. */
        public Field {
            comment = List.copyOf(comment);
        }
    }

    /**
     * An accessor.
     *
     * @param name a TypeScript name
     * @param column the name of the column as a literal
     */
    public record Member(String name, String column) {}

    /**
     * The configuration.
     *
     * @param imports of the runtime, sorted
     * @param types imports of the types of related rows, sorted
     * @param table the name of the table as a literal
     * @param parent the name of the table it inherits from as a literal, empty without one
     * @param primaryKey its columns as a list of literals
     * @param uniqueKeys lists of literals
     * @param columns entries of an object
     * @param belongsTo entries of an object
     * @param hasMany entries of an object
     */
    public record Config(
            List<String> imports,
            List<Import> types,
            String table,
            String parent,
            String primaryKey,
            List<String> uniqueKeys,
            List<String> columns,
            List<String> belongsTo,
            List<String> hasMany) {

        /** Copies the lists. */
        public Config {
            imports = List.copyOf(imports);
            types = List.copyOf(types);
            uniqueKeys = List.copyOf(uniqueKeys);
            columns = List.copyOf(columns);
            belongsTo = List.copyOf(belongsTo);
            hasMany = List.copyOf(hasMany);
        }
    }

    /**
     * An import of types.
     *
     * @param names sorted
     * @param module without quotes
     */
    public record Import(List<String> names, String module) {

        /** Copies the names. */
        public Import {
            names = List.copyOf(names);
        }
    }
}

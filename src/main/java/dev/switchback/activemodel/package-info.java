/**
 * The generator that ships as the first user of Switchback: TypeScript models from the tables of a database, by a
 * legacy and a new pipeline. Depends on {@code pipeline} and {@code jdbc}.
 *
 * <p>For a table {@code film_actor} each pipeline writes {@code film-actor.ts} (the configuration of the model),
 * {@code reactive-film-actor.ts} and {@code types/film-actor-data.ts}. Names of files and exports are the same on both
 * sides, so that a run may mix them; {@code index.ts} and {@code runtime.ts} belong to the run. Every mix compiles
 * under {@code tsc --strict}.
 *
 * <h2>How the two differ</h2>
 *
 * <p>{@link dev.switchback.activemodel.StringGenerator} (legacy) concatenates strings straight from the metadata;
 * {@link dev.switchback.activemodel.StagedGenerator} (new) runs stages: analysis, view, jte templates, formatting,
 * tree. Critical differences change what the TypeScript means to whoever uses it; cosmetic ones do not.
 *
 * <table>
 * <caption>Every difference, and why each team did it</caption>
 * <tr><th>what</th><th>legacy</th><th>new</th><th>class</th></tr>
 * <tr><td>timestamps</td><td>{@code string}, as on the wire</td><td>{@code Date}</td><td>critical</td></tr>
 * <tr><td>{@code bigint}</td><td>{@code number}, inexact above 2^53</td><td>{@code string}</td><td>critical</td></tr>
 * <tr><td>{@code numeric}</td><td>{@code number}, rounded to binary</td><td>{@code string}</td><td>critical</td></tr>
 * <tr><td>nullable columns</td><td>{@code name?: string}</td><td>{@code name: string | null}</td>
 *   <td>critical</td></tr>
 * <tr><td>enums</td><td>{@code string}</td><td>a union of the labels</td><td>critical</td></tr>
 * <tr><td>arrays</td><td>{@code any[]}</td><td>a list of the element's type</td><td>critical</td></tr>
 * <tr><td>domains</td><td>{@code any}: an unknown name</td><td>the type of the base</td><td>critical</td></tr>
 * <tr><td>bytes</td><td>{@code string}, as on the wire</td><td>{@code Uint8Array}</td><td>critical</td></tr>
 * <tr><td>JSON</td><td>{@code any}</td><td>{@code unknown}</td><td>critical</td></tr>
 * <tr><td>unusual types</td><td>by a part of the name: a {@code point} is a {@code number}, else {@code any}</td>
 *   <td>by the whole name: {@code string} for text search and XML, else {@code unknown}</td><td>critical</td></tr>
 * <tr><td>composite primary keys</td><td>the first column; the others can be updated</td><td>all columns</td>
 *   <td>critical</td></tr>
 * <tr><td>composite foreign keys</td><td>the first pair of columns</td><td>all pairs</td><td>critical</td></tr>
 * <tr><td>columns with a default</td><td>required on insert</td><td>optional on insert</td><td>critical</td></tr>
 * <tr><td>computed columns</td><td>can be inserted and updated</td><td>cannot</td><td>critical</td></tr>
 * <tr><td>the other end of a foreign key</td><td>left out</td><td>{@code hasMany}</td><td>critical</td></tr>
 * <tr><td>two foreign keys of one name</td><td>the first</td><td>both, numbered</td><td>critical</td></tr>
 * <tr><td>unique keys, inheritance, domains, labels, defaults</td><td>not in the configuration</td>
 *   <td>in the configuration</td><td>critical</td></tr>
 * <tr><td>imports</td><td>in the order of the foreign keys</td><td>sorted; long ones on several lines</td>
 *   <td>cosmetic, though a comparison of text calls the order and the last comma critical</td></tr>
 * <tr><td>comments</td><td>one line with the time of generation</td><td>what the database says about table and
 *   column; the same each time</td><td>cosmetic</td></tr>
 * <tr><td>white space</td><td>four spaces, no line end at the end of the file</td><td>two spaces, a line end</td>
 *   <td>cosmetic</td></tr>
 * </table>
 *
 * <h2>What a comparison calls them</h2>
 *
 * <p>The canary sees text and no types, so one row may have a class for each kind of file, and rows that look the same
 * in the text share one. All are of {@code *.ts}:
 *
 * <table>
 * <caption>The classes of differences, by row of the table above</caption>
 * <tr><th>what</th><th>classes</th></tr>
 * <tr><td>timestamps</td><td>{@code string -> Date}</td></tr>
 * <tr><td>{@code bigint}, {@code numeric}</td><td>{@code number -> string}</td></tr>
 * <tr><td>nullable columns</td><td>{@code ? -> absent}, {@code absent -> | null}</td></tr>
 * <tr><td>enums</td><td>{@code string -> 'text' | ...}; in the configuration {@code absent -> values: [...]}</td></tr>
 * <tr><td>arrays</td><td>{@code any[] -> string[]} and the like</td></tr>
 * <tr><td>domains</td><td>{@code any -> number} and the like; in the configuration {@code 'text' -> 'text'},
 *   {@code absent -> domain: 'text'}</td></tr>
 * <tr><td>bytes</td><td>{@code string -> Uint8Array}</td></tr>
 * <tr><td>JSON, unusual types</td><td>{@code any -> unknown}, {@code number -> unknown}, {@code any -> string}
 *   </td></tr>
 * <tr><td>composite primary keys</td><td>{@code primaryKey: absent -> 'text'}, {@code name: ... -> absent}</td></tr>
 * <tr><td>composite foreign keys</td><td>{@code foreignKey: absent -> 'text'}, {@code references: absent -> 'text'},
 *   {@code name -> name}</td></tr>
 * <tr><td>columns with a default</td><td>{@code absent -> ?}, {@code absent -> hasDefault: true}</td></tr>
 * <tr><td>computed columns</td><td>{@code name: ... -> absent}, {@code absent -> computed: true}</td></tr>
 * <tr><td>the other end of a foreign key</td><td>{@code absent -> hasMany: {...}}, {@code absent -> hasMany},
 *   {@code absent -> import type {...} from 'text';}</td></tr>
 * <tr><td>two foreign keys of one name</td><td>{@code absent -> name: belongsTo...}</td></tr>
 * <tr><td>unique keys, inheritance</td><td>{@code absent -> uniqueKeys: [...]}, {@code absent -> inherits: 'text'}
 *   </td></tr>
 * <tr><td>imports</td><td>{@code order}, {@code absent -> ,}</td></tr>
 * <tr><td>comments, white space</td><td>{@code comments}, {@code white space}</td></tr>
 * </table>
 */
@NullMarked
package dev.switchback.activemodel;

import org.jspecify.annotations.NullMarked;

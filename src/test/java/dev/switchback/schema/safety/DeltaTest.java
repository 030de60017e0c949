package dev.switchback.schema.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.catalog.SchemaSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeltaTest {

    private static final int USERS = 16384;

    /** A table of one column {@code id}. */
    private static SchemaSnapshot snapshot(String... tables) {
        List<String> objects = new ArrayList<>();
        for (String table : tables) {
            String name = table.split(" ", -1)[0];
            int oid = USERS + Integer.parseInt(table.split(" ", -1)[1]);
            objects.add("[\"TABLE\",[%d,0,0],[\"public\",\"%s\",\"public.%s\",\"\"],{}]".formatted(oid, name, name));
            objects.add(
                    "[\"COLUMN\",[%d,1,%d],[\"public\",\"id\",\"public.%s.id\",\"public.%s\"],{\"type\":\"integer\"}]"
                            .formatted(oid, oid, name, name));
        }
        return SchemaSnapshot.fromJson(
                "{\"product\":\"PostgreSQL\",\"version\":18,\"objects\":[%s]}".formatted(String.join(",", objects)));
    }

    private static List<String> keys(List<SchemaObject> objects) {
        return objects.stream().map(SchemaObject::key).toList();
    }

    private static List<String> renamed(Delta delta) {
        return delta.renamed().stream()
                .map(one -> "%s to %s".formatted(one.was().path(), one.is().path()))
                .toList();
    }

    @Test
    void tellsTheNewHolderOfANameAsMade() {
        Delta delta = Delta.between(snapshot("a 1", "other 2"), snapshot("a_old 1", "other 2", "a 3"));

        assertThat(renamed(delta)).containsExactly("public.a.id to public.a_old.id", "public.a to public.a_old");
        assertThat(keys(delta.made())).containsExactly("column public.a.id", "table public.a");
        assertThat(delta.dropped()).isEmpty();
        assertThat(delta.changed()).isEmpty();
        assertThat(delta.tableNow("public.a")).isEqualTo("public.a_old");
    }

    @Test
    void tellsOneWhoseNameARenamedOneHasAsDropped() {
        Delta delta = Delta.between(snapshot("a 1", "b 2"), snapshot("a 2"));

        assertThat(renamed(delta)).containsExactly("public.b.id to public.a.id", "public.b to public.a");
        assertThat(keys(delta.dropped())).containsExactly("column public.a.id", "table public.a");
        assertThat(delta.made()).isEmpty();
        assertThat(delta.changed()).isEmpty();
        assertThat(delta.tableNow("public.a")).isEmpty();
    }

    @Test
    void isTheSameFromItsEssenceInADatabaseThatWasRestoredFromADump() {
        Delta own = Delta.between(snapshot("a 1", "other 2"), snapshot("a_old 1", "other 2", "a 3"));

        SchemaSnapshot stored = SchemaSnapshot.fromJson(own.essence().toJson());
        Delta later = new Delta(stored, snapshot("a 1", "a_old 2", "other 3", "later 4"), own.keys());

        assertThat(renamed(later)).isEqualTo(renamed(own));
        assertThat(keys(later.made())).isEqualTo(keys(own.made()));
    }

    @Test
    void concludesNothingFromIdentifiersOfAnotherDatabase() {
        SchemaSnapshot before = snapshot("a 1", "b 2", "c 3", "d 4");
        SchemaSnapshot restored = snapshot("a 101", "b 1", "c 102", "d 103", "e 4");

        Delta delta = Delta.between(before.asSeenFrom(restored), restored);

        assertThat(delta.renamed()).isEmpty();
        assertThat(delta.dropped()).isEmpty();
        assertThat(keys(delta.made())).containsExactly("column public.e.id", "table public.e");
    }

    @Test
    void concludesFromIdentifiersOfTheSameDatabase() {
        SchemaSnapshot before = snapshot("a 1");

        assertThat(before.asSeenFrom(snapshot("a_old 1", "a 2"))).isEqualTo(before);
        assertThat(before.asSeenFrom(snapshot("a 1", "b 2"))).isEqualTo(before);
    }
}

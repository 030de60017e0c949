package dev.switchback.canary.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.structure.Properties.Property;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class PropertiesTest {

    private final Properties properties = new Properties();

    private List<String> names(Class<?> type) {
        return properties.get(type).stream().map(Property::name).toList();
    }

    static final class Names {

        public int getX() {
            return 1;
        }

        public int getXy() {
            return 1;
        }

        public int getURL() {
            return 1;
        }
    }

    @Test
    void areNamedAsBeansNameThem() {
        assertThat(names(Names.class)).containsExactly("URL", "x", "xy");
    }

    static final class Twice {

        public final boolean open = false;

        public boolean getOpen() {
            return false;
        }

        public boolean isOpen() {
            return true;
        }
    }

    @Test
    void areAnsweredByTheQuestionWhereThereIsAnotherGetter() throws Exception {
        Property open = properties.get(Twice.class).get(0);

        assertThat(names(Twice.class)).containsExactly("open");
        assertThat(open.of(new Twice())).isEqualTo(true);
    }

    static class Above {

        public final String label = "above";
    }

    static final class Below extends Above {

        @SuppressWarnings("HidingField") // the nearest counts
        public final String label = "below";
    }

    @Test
    void areThoseOfTheNearestClass() throws Exception {
        assertThat(properties.get(Below.class).get(0).of(new Below())).isEqualTo("below");
    }

    @Test
    void areNoneOfAClassWithOneThatMustNotBeRead() throws Exception {
        Class<?> hidden = Class.forName("sun.security.validator.ValidatorException"); // in no exported package

        assertThat(properties.has(IllegalStateException.class)).isTrue();
        assertThat(properties.has(hidden)).isFalse();
    }

    record Bare() {}

    @Test
    void areThereForRecordsAndNotForClassesOfTheJdk() {
        assertThat(properties.has(Bare.class)).isTrue();
        assertThat(properties.has(Names.class)).isTrue();
        assertThat(properties.has(Object.class)).isFalse();
        assertThat(properties.has(URI.class)).isFalse();
    }
}

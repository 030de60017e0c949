package dev.switchback.schema.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One object of a schema, with everything that defines it.
 *
 * <p>An attribute that is absent has its default. Attributes whose names begin with {@code ~} help to write
 * statements; they are no part of the definition. Immutable; what is derived from it is computed once, for the same
 * object is in many snapshots.
 */
public final class SchemaObject {

    /** The attribute for the place of a column among its neighbours, beginning with 1. */
    public static final String POSITION = "position";

    private static final String HIDDEN = "~";

    /** The attribute for the path that an object has in a later snapshot, where that is another one. */
    static final String LATER_PATH = HIDDEN + "later path";

    /** The later path of what is gone, though something else has its name. */
    static final String NOWHERE = "";

    private final ObjectKind kind;
    private final Identity identity;
    private final Address address;
    private final Map<String, String> attributes;
    private final String key;
    private final String place;
    private volatile @Nullable Digests digests;

    /** What is hashed, with and without the place of a column. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Digests(byte[] strict, byte[] loose) {}

    /**
     * Makes one.
     *
     * @param attributes definition by name of attribute, such as {@code type} to {@code integer}
     */
    public SchemaObject(ObjectKind kind, Identity identity, Address address, Map<String, String> attributes) {
        this.kind = kind;
        this.identity = identity;
        this.address = address;
        this.attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        this.key = kind.word() + ' ' + address.path();
        this.place = kind.catalog() + ' ' + identity.oid() + ' ' + identity.sub();
    }

    /** {@return what it is} */
    public ObjectKind kind() {
        return kind;
    }

    /** {@return what stays the same when it is renamed} */
    public Identity identity() {
        return identity;
    }

    /** {@return where it is} */
    public Address address() {
        return address;
    }

    /** {@return every attribute, in the order of their names} */
    public Map<String, String> attributes() {
        return attributes;
    }

    /** {@return the name as it is spelled} */
    public String name() {
        return address.name();
    }

    /** {@return the name as SQL takes it, unique for its kind} */
    public String path() {
        return address.path();
    }

    /** {@return the path of what it belongs to, empty for nothing} */
    public String within() {
        return address.within();
    }

    /** {@return an attribute, null if it has its default} */
    public @Nullable String get(String attribute) {
        return attributes.get(attribute);
    }

    /** {@return an attribute, or what it is by default} */
    public String get(String attribute, String otherwise) {
        return attributes.getOrDefault(attribute, otherwise);
    }

    /** {@return whether an attribute is there} */
    public boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    /** {@return what no two objects of one snapshot share} */
    public String key() {
        return key;
    }

    /** {@return where it is in the catalogs, which stays the same when it is renamed: {@code pg_class 16385 2}} */
    public String place() {
        return place;
    }

    /** {@return the attributes that are the definition} */
    public Map<String, String> definition() {
        Map<String, String> definition = new TreeMap<>(attributes);
        definition.keySet().removeIf(name -> name.startsWith(HIDDEN));
        return definition;
    }

    /** {@return the path that it has later, if it was renamed since and somebody looked} */
    public Optional<String> laterPath() {
        return Optional.ofNullable(attributes.get(LATER_PATH)).filter(path -> !path.equals(NOWHERE));
    }

    /** {@return whether it was renamed or dropped since, for certain: what has its name now is another thing} */
    public boolean hasLeft() {
        return attributes.containsKey(LATER_PATH);
    }

    SchemaObject laterAt(String path) {
        Map<String, String> more = new TreeMap<>(attributes);
        more.put(LATER_PATH, path);
        return new SchemaObject(kind, identity, address, more);
    }

    SchemaObject withoutIdentity() {
        return new SchemaObject(kind, new Identity(0, 0, 0), address, attributes);
    }

    /** {@return whether the place of a column is a matter of taste: it is not in a composite type} */
    public boolean isFreelyPlaced() {
        return kind == ObjectKind.COLUMN && !get("~relation", "").equals("c");
    }

    /** {@return whether both are defined in the same way, whatever their identifiers} */
    @SuppressWarnings("ReferenceEquality") // it is mostly the very same, from the snapshot before
    public boolean isDefinedAs(SchemaObject other) {
        return this == other
                || Arrays.equals(digests().strict(), other.digests().strict());
    }

    /** {@return the same, wherever a column is placed} */
    @SuppressWarnings("ReferenceEquality") // likewise
    public boolean isDefinedAlike(SchemaObject other) {
        return this == other || Arrays.equals(digests().loose(), other.digests().loose());
    }

    /** {@return whether a later snapshot of the same database has the same object at the same path} */
    boolean isStillIn(SchemaSnapshot later) {
        SchemaObject now = later.get(key());
        return now != null && now.place().equals(place());
    }

    Digests digests() {
        Digests known = digests;
        if (known == null) {
            known = new Digests(digest(true), digest(false));
            digests = known;
        }
        return known;
    }

    private byte[] digest(boolean withPlace) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((key + '\n').getBytes(StandardCharsets.UTF_8));
            definition().forEach((attribute, value) -> {
                if (withPlace || !attribute.equals(POSITION) || !isFreelyPlaced()) {
                    digest.update("%s=%d:%s\n"
                            .formatted(attribute, value.length(), value)
                            .getBytes(StandardCharsets.UTF_8));
                }
            });
            return digest.digest();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SchemaObject object
                && kind == object.kind
                && identity.equals(object.identity)
                && address.equals(object.address)
                && attributes.equals(object.attributes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, identity, address, attributes);
    }

    @Override
    public String toString() {
        return key + attributes;
    }
}

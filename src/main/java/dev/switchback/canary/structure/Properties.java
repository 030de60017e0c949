package dev.switchback.canary.structure;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The properties of each class: the components of a record; of another class what its public getters and fields give.
 *
 * <p>A class of the JDK, one with a property that must not be read, and one without any is compared by {@code equals},
 * and so has none here; a record always has its components. Thread-safe.
 */
final class Properties extends ClassValue<List<Properties.Property>> {

    private static final Set<String> NOT_OF_ERRORS = Set.of("stackTrace", "suppressed", "localizedMessage");

    /**
     * One property.
     *
     * @param name as it is shown
     * @param member the method or field that gives it
     */
    record Property(String name, Member member) {

        /** {@return the value} */
        @Nullable
        Object of(Object object) throws InvocationTargetException {
            try {
                return member instanceof Method method ? method.invoke(object) : ((Field) member).get(object);
            } catch (IllegalAccessException denied) { // it was allowed when the property was found
                throw new InvocationTargetException(denied);
            }
        }
    }

    /** {@return whether it is compared by its properties, in the order of their names} */
    boolean has(Class<?> type) {
        return !get(type).isEmpty() || (type.isRecord() && type.getRecordComponents().length == 0);
    }

    @Override
    protected List<Property> computeValue(Class<?> type) {
        Map<String, Member> found = new TreeMap<>();
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                found.put(component.getName(), component.getAccessor());
            }
        } else if (!isOfTheJdk(type) || Throwable.class.isAssignableFrom(type)) {
            addFields(type, found);
            addGetters(type, found);
        }
        if (Throwable.class.isAssignableFrom(type)) {
            found.keySet().removeAll(NOT_OF_ERRORS);
        }
        boolean readable = found.values().stream().allMatch(Properties::isReadable);
        return readable ? properties(found) : List.of();
    }

    private static List<Property> properties(Map<String, Member> found) {
        List<Property> properties = new ArrayList<>();
        found.forEach((name, member) -> properties.add(new Property(name, member)));
        return List.copyOf(properties);
    }

    private static boolean isOfTheJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private static void addFields(Class<?> type, Map<String, Member> found) {
        for (Field field : type.getFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                found.putIfAbsent(field.getName(), field); // the first is the one nearest to the class
            }
        }
    }

    private static void addGetters(Class<?> type, Map<String, Member> found) {
        Method[] methods = type.getMethods();
        Arrays.sort(methods, Comparator.comparing(Method::getName));
        for (Method method : methods) {
            String name = property(method);
            if (!name.isEmpty()) {
                found.put(name, method);
            }
        }
    }

    /** {@return the name of the property that the method gives, empty if it gives none} */
    private static String property(Method method) {
        boolean plain = method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && !method.isBridge()
                && !method.isSynthetic()
                && method.getDeclaringClass() != Object.class;
        if (plain && method.getReturnType() != void.class) {
            if (method.getName().startsWith("get")) {
                return decapitalised(method.getName().substring("get".length()));
            }
            boolean question = method.getReturnType() == boolean.class || method.getReturnType() == Boolean.class;
            if (question && method.getName().startsWith("is")) {
                return decapitalised(method.getName().substring("is".length()));
            }
        }
        return "";
    }

    /** {@return {@code total} for {@code Total}, {@code URL} for {@code URL}, empty for what begins with a small letter} */
    private static String decapitalised(String name) {
        if (name.isEmpty() || Character.isLowerCase(name.charAt(0))) {
            return "";
        }
        boolean acronym = name.length() > 1 && Character.isUpperCase(name.charAt(1));
        return acronym ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static boolean isReadable(Member member) {
        try {
            return ((AccessibleObject) member).trySetAccessible();
        } catch (SecurityException denied) {
            return false;
        }
    }
}

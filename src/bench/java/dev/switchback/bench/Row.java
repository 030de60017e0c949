package dev.switchback.bench;

/** The rows of the table, in its order. */
enum Row {
    CALL("BareCalls.call", "the work alone", Budget.NONE),
    TIME_PAIR("BareCalls.timePair", "two readings of the time", Budget.NONE),
    TIMER("BareCalls.timer", "one Micrometer timer", Budget.NONE),
    PUBLISH("BareCalls.publish", "Switchback: an event nobody hears", Budget.QUIET),
    PUBLISH_MADE("BareCalls.publishMade", "Switchback: the same, made of what is at hand", Budget.QUIET),
    LEGACY("RoutedCalls.legacyUntimed", "Switchback: legacy side, 50 %", Budget.LEGACY),
    LEGACY_AT_NOTHING("RoutedCalls.legacyAtNothing", "Switchback: legacy side, 0 %, timer", Budget.LEGACY_AND_TIMER),
    LEGACY_AT_HALF("RoutedCalls.legacyAtHalf", "Switchback: legacy side, 50 %, timer", Budget.LEGACY_AND_TIMER),
    LEGACY_WITH_CANARY(
            "RoutedCalls.legacyWithCanary", "Switchback: legacy side, 50 %, all on", Budget.LEGACY_AND_TIMER),
    NEW("RoutedCalls.newUntimed", "Switchback: new side, 50 %", Budget.NEW),
    NEW_AT_EVERYTHING("RoutedCalls.newAtEverything", "Switchback: new side, 100 %, timer", Budget.NEW),
    NEW_AT_HALF("RoutedCalls.newAtHalf", "Switchback: new side, 50 %, timer", Budget.NEW),
    NEW_WITH_CANARY("RoutedCalls.newWithCanary", "Switchback: new side, 50 %, all on", Budget.NEW),
    EITHER_WITH_CANARY("RoutedCalls.eitherWithCanary", "Switchback: both sides in turn, 50 %, all on", Budget.NONE),
    EXECUTE_WITH_CANARY("RoutedCalls.executeWithCanary", "Switchback: the same by execute()", Budget.NONE),
    RESILIENCE4J("BreakerCalls.resilience4j", "Resilience4j, last 100 calls", Budget.NONE),
    RESILIENCE4J_BY_TIME("BreakerCalls.resilience4jByTime", "Resilience4j, last 5 minutes", Budget.NONE),
    FAILSAFE("BreakerCalls.failsafe", "Failsafe breaker", Budget.NONE),
    LAUNCH_DARKLY("RolloutCalls.launchDarkly", "LaunchDarkly Migration.read, 50 %", Budget.NONE),
    TOGGLZ("RolloutCalls.togglz", "Togglz gradual, 50 %", Budget.NONE),
    SCIENTIST_OFF("ExperimentCalls.off", "Scientist4J, switched off", Budget.NONE),
    SCIENTIST_ON("ExperimentCalls.on", "Scientist4J, both sides", Budget.NONE),
    EQUAL_TEXTS("Comparisons.equalTexts", "Switchback: equal texts of 1 MiB", Budget.NONE),
    EQUAL_TEXTS_BY_EQUALS("Comparisons.equalTextsByEquals", "String.equals", Budget.NONE),
    MANY_CHANGED_LINES("Comparisons.manyChangedLines", "Switchback: 10,000 of 100,000 lines differ", Budget.NONE),
    CHANGED_LINES("Comparisons.changedLines", "Switchback: 1,000 of 10,000 lines differ", Budget.NONE),
    CHANGED_LINES_BY_DIFF_UTILS("Comparisons.changedLinesByDiffUtils", "java-diff-utils, the patch alone", Budget.NONE),
    LARGE_JSON("Comparisons.largeJson", "Switchback: JSON, 10 MiB each side", Budget.NONE),
    LARGE_JSON_BY_JACKSON("Comparisons.largeJsonByJackson", "Jackson: readTree and equals", Budget.NONE);

    private final String benchmark;
    private final String title;
    private final Budget budget;

    Row(String benchmark, String title, Budget budget) {
        this.benchmark = benchmark;
        this.title = title;
        this.budget = budget;
    }

    /** {@return the method that measures it} */
    String benchmark() {
        return benchmark;
    }

    /** {@return what is measured, for people} */
    String title() {
        return title;
    }

    /** {@return what it may cost} */
    Budget budget() {
        return budget;
    }
}

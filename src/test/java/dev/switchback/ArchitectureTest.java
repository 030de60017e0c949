package dev.switchback;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The plan of the house as code: which package may use which, and where each library lives. */
@AnalyzeClasses(packages = "dev.switchback", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final List<String> UP_TO_DOOR = List.of(
            "pipeline", "event", "health", "state", "fleet", "flags", "breaker", "canary", "rollback", "router");

    /** Package to the packages it may use. An arrow that is not here is a change of plan, not a detail. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            Map.entry("pipeline", List.of()),
            Map.entry("event", List.of("pipeline")),
            Map.entry("health", List.of("pipeline")),
            Map.entry("journal", List.of()),
            Map.entry("jdbc", List.of("pipeline")),
            Map.entry("state", List.of("pipeline", "event", "health", "journal")),
            Map.entry("fleet", List.of("pipeline", "event", "health", "journal", "state", "jdbc")),
            Map.entry("flags", List.of("pipeline", "event", "health", "state")),
            Map.entry("breaker", List.of("pipeline", "event", "health")),
            Map.entry("canary", List.of("pipeline", "event", "health", "state")),
            Map.entry("rollback", List.of("pipeline", "event", "health", "state", "fleet")),
            Map.entry(
                    "router",
                    List.of("pipeline", "event", "health", "state", "fleet", "flags", "breaker", "canary", "rollback")),
            Map.entry("door", UP_TO_DOOR),
            Map.entry("schema", List.of("pipeline", "event", "health", "state", "rollback", "jdbc")),
            Map.entry("http", List.of("pipeline")),
            Map.entry("ingest", List.of("pipeline", "event", "health", "state", "fleet", "rollback", "jdbc", "http")),
            // ready subscribers, beside the door: a file, a chat program, the log, the flight recorder
            Map.entry("notify", List.of("pipeline", "event", "health")),
            Map.entry(
                    "metrics",
                    List.of(
                            "door",
                            "pipeline",
                            "event",
                            "canary",
                            "flags",
                            "breaker",
                            "rollback",
                            "router",
                            "schema",
                            "http",
                            "ingest")),
            Map.entry("activemodel", List.of("door", "pipeline", "jdbc", "activemodel")),
            Map.entry(
                    "cli",
                    List.of(
                            "door",
                            "pipeline",
                            "event",
                            "health",
                            "journal",
                            "jdbc",
                            "state",
                            "fleet",
                            "flags",
                            "breaker",
                            "schema",
                            "canary",
                            "rollback",
                            "router",
                            "http",
                            "ingest",
                            "notify",
                            "activemodel")));

    @ArchTest
    static final ArchRule packagesUseOnlyThoseAboveThem = arrows();

    @ArchTest
    static final ArchRule resilience4jStaysInBreaker = onlyIn("breaker", "io.github.resilience4j..");

    @ArchTest
    static final ArchRule togglzStaysInFlags = onlyIn("flags", "org.togglz..");

    @ArchTest
    static final ArchRule hashingStaysInFlags = onlyIn("flags", "org.apache.commons.codec..");

    @ArchTest
    static final ArchRule diffingStaysInCanary = onlyIn("canary", "com.github.difflib..");

    @ArchTest
    static final ArchRule templatesStayInActivemodelAndReports = noClasses()
            .that()
            .resideOutsideOfPackages("dev.switchback.activemodel..", "dev.switchback.canary.report..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("gg.jte.."))
            .because("models and pages are templates, and nothing else is");

    @ArchTest
    static final ArchRule metersStayInMetrics = onlyIn("metrics", "io.micrometer..");

    @ArchTest
    static final ArchRule argumentParsingStaysInCli = onlyIn("cli", "picocli..");

    @ArchTest
    static final ArchRule timeComesFromAClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .because("time comes in as a parameter");

    /** Since Java 25 the common pool takes these also where it has one thread only, as on two processors. */
    static final DescribedPredicate<JavaMethodCall> ON_THE_COMMON_POOL = DescribedPredicate.describe(
            "runs on the common pool",
            call -> call.getTargetOwner().isAssignableTo(CompletionStage.class)
                    && call.getName().endsWith("Async")
                    && call.getTarget().getRawParameterTypes().stream()
                            .noneMatch(type -> type.isEquivalentTo(Executor.class)));

    @ArchTest
    static final ArchRule threadsComeIn = noClasses()
            .should()
            .callMethodWhere(ON_THE_COMMON_POOL)
            .because("threads come in as a parameter, and two that wait for each other need two of them");

    private static LayeredArchitecture arrows() {
        LayeredArchitecture house = layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.switchback..")
                .withOptionalLayers(true)
                .ensureAllClassesAreContainedInArchitecture();
        for (String layer : ARROWS.keySet()) {
            house = layer.equals("door")
                    ? house.layer(layer).definedBy("dev.switchback")
                    : house.layer(layer).definedBy("dev.switchback." + layer + "..");
        }
        for (Map.Entry<String, List<String>> arrow : ARROWS.entrySet()) {
            house = arrow.getValue().isEmpty()
                    ? house.whereLayer(arrow.getKey()).mayNotAccessAnyLayer()
                    : house.whereLayer(arrow.getKey())
                            .mayOnlyAccessLayers(arrow.getValue().toArray(String[]::new));
        }
        return house;
    }

    private static ArchRule onlyIn(String room, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage("dev.switchback." + room + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(library))
                .because(library + " appears in one package");
    }
}

package dev.switchback;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** How tests look: they wait for conditions, use real things, and assert with one library. */
@AnalyzeClasses(packages = "dev.switchback", importOptions = ImportOption.OnlyIncludeTests.class)
class TestConventionsTest {

    @ArchTest
    static final ArchRule testsDoNotSleep = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .because("a test drives the clock, or waits for a condition");

    @ArchTest
    static final ArchRule threadsComeIn = noClasses()
            .should()
            .callMethodWhere(ArchitectureTest.ON_THE_COMMON_POOL)
            .because("two that wait for each other need two threads, on every machine");

    @ArchTest
    static final ArchRule testsUseNoMocks =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.mockito..");

    @ArchTest
    static final ArchRule testsAssertWithAssertJ =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("org.junit.jupiter.api.Assertions");
}

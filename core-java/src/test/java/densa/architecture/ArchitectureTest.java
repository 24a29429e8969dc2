package densa.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

/** Two levels, arrays and tables; within each, a package sees itself and those before it. */
@AnalyzeClasses(packages = "densa", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule arraysKnowNoTables = noClasses()
            .that()
            .resideOutsideOfPackage("densa.table..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("densa.table..");

    @ArchTest
    static final ArchRule arrayLevelIsInOrder = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("densa..")
            .layer("root")
            .definedBy("densa")
            .layer("internal")
            .definedBy("densa.internal..")
            .layer("data")
            .definedBy("densa.data..")
            .layer("network")
            .definedBy("densa.network..")
            .layer("optimize")
            .definedBy("densa.optimize..")
            .layer("native")
            .definedBy("densa.nativecode..")
            .layer("engine")
            .definedBy("densa.engine..")
            .layer("metric")
            .definedBy("densa.metric..")
            .layer("store")
            .definedBy("densa.store..")
            .layer("train")
            .definedBy("densa.train..")
            .layer("table level")
            .definedBy("densa.table..")
            .ensureAllClassesAreContainedInArchitecture()
            .whereLayer("root")
            .mayNotAccessAnyLayer()
            .whereLayer("internal")
            .mayNotAccessAnyLayer()
            .whereLayer("data")
            .mayOnlyAccessLayers("root", "internal")
            .whereLayer("network")
            .mayOnlyAccessLayers("root", "internal", "data")
            .whereLayer("optimize")
            .mayOnlyAccessLayers("root", "internal", "data", "network")
            .whereLayer("native")
            .mayOnlyBeAccessedByLayers("engine")
            .whereLayer("engine")
            .mayOnlyAccessLayers("root", "internal", "data", "network", "optimize", "native")
            .whereLayer("metric")
            .mayOnlyAccessLayers("root", "internal", "data")
            .whereLayer("store")
            .mayOnlyAccessLayers("root", "internal", "data", "network", "optimize")
            .whereLayer("train")
            .mayOnlyAccessLayers("root", "internal", "data", "network", "optimize", "engine", "metric", "store");

    @ArchTest
    static final ArchRule tableLevelIsInOrder = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("table")
            .definedBy("densa.table")
            .layer("encode")
            .definedBy("densa.table.encode..")
            .layer("audit")
            .definedBy("densa.table.audit..")
            .layer("model")
            .definedBy("densa.table.model..")
            .layer("train")
            .definedBy("densa.table.train..")
            .layer("explain")
            .definedBy("densa.table.explain..")
            .whereLayer("table")
            .mayNotAccessAnyLayer()
            .whereLayer("encode")
            .mayOnlyAccessLayers("table")
            .whereLayer("audit")
            .mayOnlyAccessLayers("table", "encode")
            .whereLayer("model")
            .mayOnlyAccessLayers("table", "encode")
            .whereLayer("train")
            .mayOnlyAccessLayers("table", "encode", "audit", "model")
            .whereLayer("explain")
            .mayOnlyAccessLayers("table", "encode", "model");

    @ArchTest
    static final ArchRule modelServesWithoutWhatTrains = noClasses()
            .that()
            .resideInAPackage("densa.table.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("densa.table.train..", "densa.table.audit..");

    @ArchTest
    static final ArchRule enginesAreReachedThroughTheTrainer = noClasses()
            .that()
            .resideOutsideOfPackages("densa.engine..", "densa.train..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("densa.engine.session..");

    @ArchTest
    static final ArchRule theCoreNeedsNothingButItsFewLibraries = classes()
            .that()
            .resideInAPackage("densa..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("densa..", "java..", "com.google.gson..", "org.jspecify..", "org.bytedeco.javacpp..");
}

package densa.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

/** The package order is the data path: each package sees itself and those before it. */
@AnalyzeClasses(packages = "densa", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesFollowTheDataPath = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("densa..")
            .layer("table")
            .definedBy("densa.table..")
            .layer("encode")
            .definedBy("densa.encode..")
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
            .layer("model")
            .definedBy("densa.model..")
            .layer("explain")
            .definedBy("densa.explain..")
            .whereLayer("explain")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("model")
            .mayOnlyBeAccessedByLayers("explain")
            .whereLayer("train")
            .mayOnlyBeAccessedByLayers("model", "explain")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("train", "model")
            .whereLayer("metric")
            .mayOnlyBeAccessedByLayers("model", "explain")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("train", "model")
            .whereLayer("native")
            .mayOnlyBeAccessedByLayers("engine")
            .whereLayer("optimize")
            .mayOnlyBeAccessedByLayers("engine", "store", "train", "model", "explain")
            .whereLayer("network")
            .mayOnlyBeAccessedByLayers("optimize", "engine", "store", "train", "model", "explain")
            .whereLayer("encode")
            .mayOnlyBeAccessedByLayers("network", "optimize", "engine", "store", "train", "model", "explain");

    @ArchTest
    static final ArchRule enginesAreReachedThroughTheTrainer = noClasses()
            .that()
            .resideInAnyPackage("densa.explain..", "densa.model..", "densa.store..")
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

package dev.postern.appliance;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom, and who may touch the outside. ARCHITECTURE.md in the form of tests. */
class ArrowsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.postern");

    private static final Map<String, Set<String>> MAY_KNOW = Map.of(
            "model", Set.of(),
            "wire", Set.of("model"),
            "life", Set.of("model"),
            "analyst", Set.of("model", "life"),
            "plant", Set.of("model", "wire"),
            "capture", Set.of("model"),
            "store", Set.of("model"),
            "console", Set.of("model", "store", "verify"),
            "verify", Set.of(),
            "evaluate", Set.of("model"));

    private static final String[] PURE = {
        "dev.postern.model..",
        "dev.postern.wire..",
        "dev.postern.life..",
        "dev.postern.analyst..",
        "dev.postern.plant.."
    };

    @Test
    void theRoomsAreAllSeen() {
        for (String room : MAY_KNOW.keySet())
            assertThat(CLASSES.that(resideInAPackage("dev.postern." + room + "..")))
                    .as("classes of " + room)
                    .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"model", "wire", "life", "analyst", "plant", "capture", "store", "console", "verify", "evaluate"
            })
    void aRoomKnowsOnlyTheRoomsItsArrowsLeadTo(String room) {
        String[] forbidden = java.util.stream.Stream.concat(
                        MAY_KNOW.keySet().stream(), java.util.stream.Stream.of("appliance"))
                .filter(other -> !other.equals(room) && !MAY_KNOW.get(room).contains(other))
                .map(other -> "dev.postern." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("dev.postern." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching("dev.postern.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** The package of the room itself counts as one of its rooms. */
    @ParameterizedTest
    @ValueSource(strings = {"life", "analyst", "appliance"})
    void theRoomsWithinARoomFormNoCircle(String room) {
        slices().assignedFrom(within("dev.postern." + room))
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    private static SliceAssignment within(String room) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass one) {
                String name = one.getPackageName() + ".";
                if (!name.startsWith(room + ".")) return SliceIdentifier.ignore();
                String inner = name.substring(room.length() + 1);
                return SliceIdentifier.of(inner.substring(0, Math.max(0, inner.indexOf('.'))));
            }

            @Override
            public String getDescription() {
                return "rooms within " + room;
            }
        };
    }

    @Test
    void pureRoomsHaveNoInputOutputThreadOrClock() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .and()
                // Tables of manufacturers and of parameters are packed into the jar with the class that looks things up
                // in them.
                .doNotHaveFullyQualifiedName("dev.postern.analyst.inventory.Vendors")
                .and()
                .doNotHaveFullyQualifiedName("dev.postern.wire.ot.bacnet.Vendors")
                .and()
                .doNotHaveFullyQualifiedName("dev.postern.wire.ot.rocplus.Points")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.net..", "java.sql..")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent..", "java.lang.foreign..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .because("the same capture must give the same verdict, byte for byte")
                .check(CLASSES);
    }

    @Test
    void onlyTheStoreSpeaksSql() {
        only("store", "java.sql..", "org.duckdb..", "org.sqlite..");
    }

    @Test
    void onlyCaptureTouchesNativeMemory() {
        only("capture", "java.lang.foreign..");
    }

    @Test
    void onlyTheConsoleKnowsHttp() {
        only("console", "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "java.net.http..");
    }

    @Test
    void onlyTheConsoleOpensSockets() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.postern.console..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.net\\.(Server|Datagram|Multicast)?Socket|java\\.nio\\.channels\\..*SocketChannel")
                .check(CLASSES);
    }

    @Test
    void protocolsDoNotKnowWhatCarriesThem() {
        slices().matching("dev.postern.wire.ot.(*)..").should().beFreeOfCycles().check(CLASSES);
        // A room may use another one that is below it, as QUIC uses the hellos of TLS.
        slices().matching("dev.postern.wire.it.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void whoeverChecksAnAttestationNeedsNothingButJava() {
        classes()
                .that()
                .resideInAPackage("dev.postern.verify..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.postern.verify..", "java..")
                .check(CLASSES);
    }

    @Test
    void theCanaryMustFail() {
        assertThatThrownBy(() -> classes()
                        .that()
                        .resideInAPackage("dev.postern.store..")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAPackage("java.lang..")
                        .check(CLASSES))
                .as("a rule that is broken on purpose; were it green, none of the others would mean anything")
                .isInstanceOf(AssertionError.class);
    }

    private static void only(String room, String... packages) {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.postern." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(CLASSES);
    }
}

package dev.postern.appliance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Transport;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissectors;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A snapshot names the classes and fields of what it holds: a home that learned for years must open with the next release. With {@code JAVA_TOOL_OPTIONS=-Dpostern.write=true}
 * the list takes in what is new and lets go of fields; no class or constant may leave it, nor a field be of another type, without another {@link Snapshot#FORMAT}.
 */
class KeptClassesTest {
    private static final Path LIST = Path.of("src/test/resources/kept-classes.txt");
    private static final String FORMAT = "format ";
    private static final String CONSTANT = ":constant";
    private static final String OURS = "dev.postern.";
    /** What only a message makes that is read: states common to several flows, and what was agreed for another. */
    private static final List<String> MADE_LATER = List.of(
            "wire.it.ftp.TftpDissector$Asked",
            "wire.it.dcerpc.PnioPair",
            "wire.ot.opc.OpcState",
            "wire.ot.profinet.Layout",
            "wire.ot.c37118.Streams",
            "wire.ot.enip.IoOpenings",
            "wire.ot.enip.IoForm",
            "wire.ot.opcua.Announced");

    private static final TreeMap<String, Class<?>> KEPT = new TreeMap<>();
    private static final TreeSet<String> OF_ANY_CLASS = new TreeSet<>();

    @BeforeAll
    static void walkFromTheState() throws ReflectiveOperationException {
        visit(EngineState.class);
        Method on = Dissectors.class.getDeclaredMethod("on", Transport.class);
        on.setAccessible(true);
        for (Transport transport : Transport.values())
            for (Dissector dissector : (Dissector[]) on.invoke(Dissectors.standard(), transport)) {
                Object state = dissector.newState();
                if (state != null) visit(state.getClass());
            }
        for (String name : MADE_LATER) visit(Class.forName(OURS + name));
    }

    private static void visit(Type type) {
        switch (type) {
            case ParameterizedType of -> {
                visit(of.getRawType());
                for (Type argument : of.getActualTypeArguments()) visit(argument);
            }
            case WildcardType any -> {
                for (Type bound : any.getUpperBounds()) visit(bound);
            }
            case TypeVariable<?> any -> {
                for (Type bound : any.getBounds()) visit(bound);
            }
            case GenericArrayType array -> visit(array.getGenericComponentType());
            case Class<?> array when array.isArray() -> visit(array.getComponentType());
            case Class<?> plain -> visitFields(plain);
            default -> throw new AssertionError(type);
        }
    }

    private static void visitFields(Class<?> type) {
        if (!type.getName().startsWith(OURS) || KEPT.putIfAbsent(type.getName(), type) != null) return;
        for (Class<?> part = type; part != Object.class && part != null; part = part.getSuperclass())
            for (Field field : part.getDeclaredFields()) {
                if (!isKept(field)) continue;
                if (field.getGenericType().getTypeName().contains("java.lang.Object"))
                    OF_ANY_CLASS.add(part.getSimpleName() + "." + field.getName());
                visit(field.getGenericType());
            }
    }

    /** Format, then a line for each class: its fields with their types, or its constants. */
    private static List<String> now() {
        List<String> lines = new ArrayList<>(List.of(FORMAT + Snapshot.FORMAT));
        KEPT.forEach((name, type) -> {
            StringJoiner line = new StringJoiner(" ").add(name);
            for (Class<?> part = type; part != Object.class && part != null; part = part.getSuperclass())
                for (Field field : part.getDeclaredFields())
                    if (isKept(field))
                        line.add(field.getName() + ":" + field.getType().getTypeName());
            if (type.isEnum())
                for (Object constant : type.getEnumConstants()) line.add(((Enum<?>) constant).name() + CONSTANT);
            lines.add(line.toString());
        });
        return lines;
    }

    private static boolean isKept(Field field) {
        return !Modifier.isStatic(field.getModifiers())
                && !Modifier.isTransient(field.getModifiers())
                && !field.getDeclaringClass().isEnum()
                && field.getDeclaringClass() != Enum.class;
    }

    @Test
    void whatAHomeMayHoldIsStillThereAndOfTheSameType() throws IOException {
        List<String> before = Files.readAllLines(LIST);
        if (before.getFirst().equals(FORMAT + Snapshot.FORMAT))
            assertThat(broken(before)).isEmpty();
        if (Boolean.getBoolean("postern.write")) Files.write(LIST, now());
        assertThat(Files.readAllLines(LIST))
                .as("written anew with postern.write")
                .containsExactlyElementsOf(now());
    }

    /** Each class or constant that is gone and each field that is there and of another type. */
    private static List<String> broken(List<String> before) {
        TreeMap<String, TreeMap<String, String>> today = new TreeMap<>();
        for (String line : now()) today.put(line.split(" ")[0], fields(line));
        List<String> broken = new ArrayList<>();
        for (String line : before) {
            TreeMap<String, String> fields = today.get(line.split(" ")[0]);
            if (fields == null) broken.add(line);
            else
                fields(line).forEach((name, type) -> {
                    String is = fields.get(name);
                    boolean broke = is == null ? CONSTANT.endsWith(type) : !is.equals(type);
                    if (broke) broken.add(line.split(" ")[0] + "." + name + " was " + type + " and is " + is);
                });
        }
        return broken;
    }

    private static TreeMap<String, String> fields(String line) {
        TreeMap<String, String> fields = new TreeMap<>();
        for (String field : line.substring(line.indexOf(' ') + 1).split(" ")) {
            int colon = field.indexOf(':');
            if (colon > 0) fields.put(field.substring(0, colon), field.substring(colon + 1));
        }
        return fields;
    }

    /** Or the walk would miss who stands in for it: what a message said is numbers and texts, a state that may be any dissector's is among those visited. */
    @Test
    void nobodyElseStandsWhereAClassIsKept() {
        assertThat(KEPT.values())
                .allMatch(type -> Modifier.isFinal(type.getModifiers()) || type.isEnum() || type.isSealed());
        assertThat(OF_ANY_CLASS)
                .containsExactly(
                        "Agreement.form",
                        "Asked.variables",
                        "Common.known",
                        "Configuration.channels",
                        "Content.values",
                        "Device.collected",
                        "Flow.state",
                        "Layout.names",
                        "MqttInside.state",
                        "MqttState.pubSub",
                        "Session.answerLines",
                        "Texts.last",
                        "Values.types",
                        "Values.values");
    }
}

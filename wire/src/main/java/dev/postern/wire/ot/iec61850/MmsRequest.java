package dev.postern.wire.ot.iec61850;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.List;

/** A confirmed request: what it is about and what it would write. */
final class MmsRequest {
    private static final String[] CLASSES = {
        "named variables",
        "scattered access",
        "named variable lists",
        "named types",
        "semaphores",
        "event conditions",
        "event actions",
        "event enrollments",
        "journals",
        "domains",
        "program invocations",
        "operator stations"
    };

    private final MmsState state;
    private final Names names;
    private final AccessResults written;
    private String operation;
    private Verb verb;
    private String target = "";
    private String continueAfter;
    private Control control;
    private long handle = -1;

    private MmsRequest(Bytes bytes, MmsState state) {
        this.state = state;
        names = new Names(bytes);
        written = new AccessResults(bytes);
    }

    /** @param ber stands on the service */
    static void read(Bytes bytes, long invoke, Ber ber, Turn turn, MmsState state) {
        int number = MmsService.number(ber.tag());
        MmsService service = MmsService.of(number);
        if (service == null) {
            state.malformed(turn, "service unknown", ber.at());
            turn.message("service " + number, Verb.OTHER, Outcome.REQUEST)
                    .field("invoke_id", invoke)
                    .emit();
            return;
        }
        new MmsRequest(bytes, state).read(service, invoke, ber, turn);
    }

    private void read(MmsService service, long invoke, Ber ber, Turn turn) {
        operation = service.operation;
        verb = service.verb;
        body(service, ber);
        if (written.leaves.brokenAt >= 0) state.malformed(turn, "data is none of MMS", written.leaves.brokenAt);
        if (names.isTase2()) state.tase2 = true;
        List<Object> kept = names.variables.size() > MmsState.VARIABLES_MAX ? List.of() : names.variables;
        state.asked(
                turn,
                new MmsState.Asked(
                        turn.fromClient(), invoke, service.number, turn.atNanos(), operation, verb, target, kept));
        Turn.Draft draft = turn.message(operation, verb, Outcome.REQUEST)
                .target(target)
                .field("invoke_id", invoke)
                .field("service", (long) service.number);
        if (!names.variables.isEmpty()) draft.field("variables", names.variables);
        draft.field("continue_after", continueAfter);
        if (handle >= 0) draft.field("handle", handle);
        written.describe(draft);
        if (control != null) Control.describe(draft, written.leaves);
        if (state.tase2) draft.field("tase2", true);
        draft.emit();
    }

    private void body(MmsService service, Ber ber) {
        switch (service) {
            case READ -> {
                for (Ber inside = ber.inside(); inside.next(); )
                    if (inside.tag() == 0xA1) {
                        Ber specification = inside.inside();
                        if (specification.next()) names.specification(specification);
                    }
                variables(false);
            }
            case WRITE -> write(ber.inside());
            case GET_NAME_LIST -> nameList(ber.inside());
            case DEFINE_NAMED_VARIABLE_LIST -> define(ber.inside());
            case DELETE_VARIABLE_ACCESS, DELETE_NAMED_VARIABLE_LIST -> delete(ber.inside());
            case STATUS, IDENTIFY -> target = "";
            case UPLOAD_SEGMENT, TERMINATE_UPLOAD_SEQUENCE ->
                handled(MmsService.INITIATE_UPLOAD_SEQUENCE, ber.unsigned());
            case FILE_READ_SERVICE, FILE_CLOSE -> handled(MmsService.FILE_OPEN, ber.unsigned());
            case FILE_OPEN, FILE_RENAME, FILE_DELETE, FILE_DIRECTORY, OBTAIN_FILE -> files(ber.inside());
            default -> target = primitive(ber.tag()) ? ber.text() : Names.first(ber);
        }
    }

    private static boolean primitive(int tag) {
        return ((tag > 0xFF ? tag >> 8 : tag) & 0x20) == 0;
    }

    private void write(Ber ber) {
        if (ber.next()) names.specification(ber);
        while (ber.next()) if (ber.tag() == 0xA0) written.readAll(ber.inside());
        variables(true);
    }

    private void variables(boolean write) {
        target = names.target();
        control = Control.of(names.only(), write);
        if (control != null) {
            operation = control.operation();
            target = control.object();
            verb = Verb.OPERATE;
        } else if (write && configures(names.only())) {
            verb = Verb.CONFIGURE;
        }
    }

    /** Control blocks of reports, logs, GOOSE and sampled values, and configuration: functional constraints of IEC 61850-7-2. */
    private static boolean configures(String name) {
        int at = name.indexOf('$');
        if (at < 0 || name.length() < at + 4 || name.charAt(at + 3) != '$') return false;
        return switch (name.substring(at + 1, at + 3)) {
            case "RP", "BR", "LG", "GO", "GS", "MS", "US", "CF", "DC" -> true;
            default -> false;
        };
    }

    private void nameList(Ber ber) {
        String kind = "names";
        String scope = "";
        while (ber.next()) {
            Ber inside = ber.inside();
            switch (ber.tag()) {
                case 0xA0 -> {
                    long code = inside.next() ? inside.unsigned() : -1;
                    kind = code >= 0 && code < CLASSES.length ? CLASSES[(int) code] : "class " + code;
                }
                case 0xA1 -> {
                    if (!inside.next()) continue;
                    scope = switch (inside.tag()) {
                        case 0x81 -> " of " + inside.text();
                        case 0x82 -> " of the association";
                        default -> "";
                    };
                }
                case 0x82 -> continueAfter = ber.text();
                default -> {
                    // Nothing else is defined.
                }
            }
        }
        target = kind + scope;
    }

    private void define(Ber ber) {
        if (ber.next()) names.list = Names.object(ber);
        while (ber.next()) if (ber.tag() == 0xA0) names.variables(ber.inside());
        target = names.target();
    }

    /** What is deleted, behind the scope: some names, or all of a domain. */
    private void delete(Ber ber) {
        while (ber.next()) {
            if (ber.tag() == 0x82) target = "all of " + ber.text();
            if (ber.tag() != 0xA1) continue;
            for (Ber name = ber.inside(); name.next() && names.variables.size() < Names.NAMES_MAX; )
                names.variables.add(Names.object(name));
            target = names.target();
        }
    }

    private void handled(MmsService opened, long number) {
        handle = number;
        target = state.opened(opened.number, number);
    }

    /** File names: one, or those of source and destination. What else is there holds no strings. */
    private void files(Ber ber) {
        StringBuilder text = new StringBuilder();
        while (ber.next()) {
            String name = ber.tag() == 0x19 ? ber.text() : path(ber.inside());
            if (name.isEmpty()) continue;
            if (!text.isEmpty()) text.append(ber.tag() == 0x19 ? "/" : " to ");
            text.append(name);
        }
        target = text.toString();
    }

    static String path(Ber ber) {
        StringBuilder text = new StringBuilder();
        while (ber.next()) {
            if (ber.tag() != 0x19 && ber.tag() != 0x1A) continue;
            if (!text.isEmpty()) text.append('/');
            text.append(ber.text());
        }
        return text.toString();
    }

    /** Names that a request asked for, as far as they are remembered. */
    static List<Object> variables(MmsState.Asked asked) {
        return asked == null ? List.of() : asked.variables();
    }
}

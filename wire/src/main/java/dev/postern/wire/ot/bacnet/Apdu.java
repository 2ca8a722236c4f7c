package dev.postern.wire.ot.bacnet;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** One APDU, clause 20.1, and what it says. Offsets are those of the datagram. */
final class Apdu {
    private static final int CONFIRMED = 0,
            UNCONFIRMED = 1,
            SIMPLE_ACK = 2,
            COMPLEX_ACK = 3,
            SEGMENT_ACK = 4,
            ERROR = 5,
            REJECT = 6,
            ABORT = 7;
    private static final int SEGMENTED = 8, MORE = 4, NEGATIVE = 2, SERVER = 1;
    private static final int I_AM = 0, I_HAVE = 1, WHO_HAS = 7;
    private static final int DEVICE = 8;
    /** Wrapped in a tag of its own by some services, clause 21 "Confirmed Error Productions". */
    private static final Layout ERROR_LAYOUT = Layout.of("error_class error_code 0=(error_class error_code) 1=skip");

    private final Bytes bytes;
    private final int from;
    private final Npdu network;
    private final Link link;
    private final Turn turn;
    private final BacnetState state;

    Apdu(Bytes bytes, Npdu network, Link link, Turn turn) {
        this.bytes = bytes;
        from = network.end();
        this.network = network;
        this.link = link;
        this.turn = turn;
        state = turn.state();
    }

    void read() {
        if (from >= bytes.length()) {
            turn.malformed("no APDU", from);
            return;
        }
        switch (bytes.u8(from) >> 4) {
            case CONFIRMED -> confirmed();
            case UNCONFIRMED -> unconfirmed();
            case SIMPLE_ACK -> simpleAck();
            case COMPLEX_ACK -> complexAck();
            case SEGMENT_ACK -> segmentAck();
            case ERROR -> error();
            case REJECT -> refused("reject", false);
            case ABORT -> refused("abort", true);
            default -> turn.malformed("reserved PDU type", from);
        }
    }

    private Turn.Draft start(String operation, Verb verb, Outcome outcome, String unit) {
        Turn.Draft draft =
                turn.message(operation, verb, outcome).unit(unit).field("pdu_type", (long) (bytes.u8(from) >> 4));
        link.describe(draft);
        network.describe(draft);
        return draft;
    }

    private void confirmed() {
        boolean segmented = (bytes.u8(from) & SEGMENTED) != 0;
        int invoke = bytes.u8(from + 2);
        int choice = bytes.u8(from + (segmented ? 5 : 3));
        Service service = Service.confirmed(choice);
        String key = BacnetState.key(turn.fromClient(), invoke, network.asked());
        Parameters said = said(segmented, 3, "request ", key, service.request());
        if (said == null) {
            part(invoke, choice, from + 3);
            return;
        }
        Verb verb = service.verbOf(said);
        String target = said.target();
        Turn.Draft draft = start(service.operation(), verb, Outcome.REQUEST, network.asked())
                .target(target)
                .field("invoke", (long) invoke)
                .field("service", (long) choice)
                .field("sequence", segmented ? (Object) (long) bytes.u8(from + 3) : null);
        said.describe(draft);
        draft.field("action", service.state(said)).emit();
        state.ask(
                turn,
                key,
                new BacnetState.Asked(choice, service.operation(), verb, network.asked(), target, turn.atNanos()));
    }

    /** @return null for a segment that does not complete its message */
    private Parameters said(boolean segmented, int header, String kind, String key, Layout layout) {
        int at = from + header + (segmented ? 3 : 1);
        if (!segmented) return new Parameters(bytes, turn).read(at, layout);
        byte[] part = bytes.copy(at, Math.max(0, bytes.length() - at));
        boolean more = (bytes.u8(from) & MORE) != 0;
        byte[] whole = state.segment(turn, kind + key, bytes.u8(from + header), more, part);
        if (whole == null) return null;
        // Offsets within a message put together mean nothing in this datagram: what is broken there is said of its
        // begin.
        return new Parameters(new Bytes().wrap(whole), turn, at).read(0, layout);
    }

    private void part(int invoke, int choice, int at) {
        start("segment", Verb.OTHER, Outcome.NOTICE, turnUnit())
                .field("invoke", (long) invoke)
                .field("service", (long) choice)
                .field("sequence", (long) bytes.u8(at))
                .field("window", (long) bytes.u8(at + 1))
                .emit();
    }

    private String turnUnit() {
        return network.isRouted() ? network.speaking() : network.asked();
    }

    private void unconfirmed() {
        int choice = bytes.u8(from + 1);
        Service service = Service.unconfirmed(choice);
        Parameters said = new Parameters(bytes, turn).read(from + 2, service.request());
        String target = choice == WHO_HAS && said.points.isEmpty() ? said.text("name", "") : said.target();
        Turn.Draft draft = start(service.operation(), service.verb(), Outcome.NOTICE, turnUnit())
                .target(target)
                .field("service", (long) choice);
        said.describe(draft);
        String vendor = choice == I_AM ? Vendors.name(said.number("vendor")) : null;
        draft.field("vendor_name", vendor).emit();
        if (choice != I_AM && choice != I_HAVE || said.number("device") < 0) return;
        tell(Attribute.NOTE, "BACnet device " + said.number("device"), 0.8);
        if (choice == I_AM) tell(Attribute.VENDOR, Vendors.told(said.number("vendor")), 0.9);
    }

    /** Who speaks, or the router in front of a device without an IP address. */
    private Address subject() {
        return link.forwardedFrom() != null ? link.forwardedFrom().address() : turn.source();
    }

    private void tell(Attribute attribute, String value, double confidence) {
        String place = network.isRouted() ? "station " + network.speaking() : "";
        turn.identity(subject(), place, attribute, value, confidence);
    }

    private BacnetState.Asked asked(int invoke, boolean last) {
        return state.answered(BacnetState.key(!turn.fromClient(), invoke, network.speaking()), last);
    }

    private Turn.Draft answer(BacnetState.Asked asked, String operation, Verb verb, Outcome outcome, int invoke) {
        return start(operation, verb, outcome, asked == null ? network.speaking() : asked.unit())
                .target(asked == null ? "" : asked.target())
                .answers(asked == null ? -1 : asked.atNanos())
                .field("invoke", (long) invoke);
    }

    private void simpleAck() {
        int choice = bytes.u8(from + 2);
        Service service = Service.confirmed(choice);
        BacnetState.Asked asked = asked(bytes.u8(from + 1), true);
        answer(
                        asked,
                        service.operation(),
                        asked == null ? service.verb() : asked.verb(),
                        Outcome.SUCCESS,
                        bytes.u8(from + 1))
                .field("service", (long) choice)
                .emit();
    }

    private void complexAck() {
        boolean segmented = (bytes.u8(from) & SEGMENTED) != 0;
        int invoke = bytes.u8(from + 1);
        int choice = bytes.u8(from + (segmented ? 4 : 2));
        Service service = Service.confirmed(choice);
        String key = BacnetState.key(!turn.fromClient(), invoke, network.speaking());
        Parameters said = said(segmented, 2, "answer ", key, service.answer());
        if (said == null) {
            part(invoke, choice, from + 2);
            return;
        }
        BacnetState.Asked asked = state.answered(key, true);
        Turn.Draft draft = answer(
                        asked,
                        service.operation(),
                        asked == null ? service.verb() : asked.verb(),
                        Outcome.SUCCESS,
                        invoke)
                .field("service", (long) choice)
                .field("sequence", segmented ? (Object) (long) bytes.u8(from + 2) : null);
        if (asked == null || asked.target().isEmpty()) draft.target(said.target());
        said.describe(draft);
        draft.emit();
        identify(said);
    }

    private void identify(Parameters said) {
        for (Parameters.Point point : said.points) {
            if (point.objectType() != DEVICE || point.values.size() != 1 || "error".equals(point.type)) continue;
            Object value = point.values.getFirst();
            Attribute attribute = attribute((int) point.property);
            if (attribute == null) continue;
            String text = point.property == Properties.VENDOR_IDENTIFIER
                    ? value instanceof Long vendor ? Vendors.told(vendor) : null
                    : value.toString();
            tell(attribute, text, 0.95);
        }
    }

    private static Attribute attribute(int property) {
        return switch (property) {
            case Properties.OBJECT_NAME -> Attribute.NAME;
            case Properties.VENDOR_NAME, Properties.VENDOR_IDENTIFIER -> Attribute.VENDOR;
            case Properties.MODEL_NAME -> Attribute.MODEL;
            case Properties.FIRMWARE_REVISION -> Attribute.FIRMWARE;
            case Properties.APPLICATION_SOFTWARE_VERSION -> Attribute.SOFTWARE;
            case Properties.SERIAL_NUMBER -> Attribute.SERIAL;
            case Properties.DESCRIPTION, Properties.LOCATION -> Attribute.NOTE;
            default -> null;
        };
    }

    private void segmentAck() {
        boolean byServer = (bytes.u8(from) & SERVER) != 0;
        start("segment ack", Verb.OTHER, Outcome.NOTICE, byServer ? network.speaking() : network.asked())
                .field("invoke", (long) bytes.u8(from + 1))
                .field("negative", (bytes.u8(from) & NEGATIVE) != 0)
                .field("sequence", (long) bytes.u8(from + 2))
                .field("window", (long) bytes.u8(from + 3))
                .emit();
    }

    private void error() {
        int invoke = bytes.u8(from + 1);
        int choice = bytes.u8(from + 2);
        Service service = Service.confirmed(choice);
        BacnetState.Asked asked = asked(invoke, true);
        Parameters said = new Parameters(bytes, turn).read(from + 3, ERROR_LAYOUT);
        Turn.Draft draft = answer(
                        asked,
                        service.operation(),
                        asked == null ? service.verb() : asked.verb(),
                        Outcome.REFUSED,
                        invoke)
                .field("service", (long) choice);
        said.describe(draft);
        draft.emit();
    }

    /** Reject and abort name no service; an abort may come from either side (clauses 20.1.8 and 20.1.9). */
    private void refused(String word, boolean abort) {
        int invoke = bytes.u8(from + 1);
        int reason = bytes.u8(from + 2);
        boolean byServer = !abort || (bytes.u8(from) & SERVER) != 0;
        BacnetState.Asked asked = byServer
                ? asked(invoke, true)
                : state.answered(BacnetState.key(turn.fromClient(), invoke, network.asked()), true);
        answer(
                        asked,
                        asked == null ? word : asked.operation(),
                        asked == null ? Verb.OTHER : asked.verb(),
                        Outcome.REFUSED,
                        invoke)
                .field(word + "_reason", (long) reason)
                .field("error", word + " " + (abort ? Names.abortReason(reason) : Names.rejectReason(reason)))
                .emit();
    }
}

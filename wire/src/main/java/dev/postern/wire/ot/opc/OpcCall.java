package dev.postern.wire.ot.opc;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One call or one answer, read: which items it is about, their values, and what else it says. Lives as long as its turn. */
public final class OpcCall {
    /** Names told of what was browsed. */
    static final int NAMES_MAX = 64;

    final Stub in;
    final OpcState state;
    final Turn turn;
    final Points points = new Points();
    /** The interface that was called. */
    final Id object;

    /** Of an answer, else null. */
    final Question question;

    /** What the answer will need. */
    Question asks;

    String target = "";
    private final List<String> names = new ArrayList<>();
    private final List<Object> said = new ArrayList<>();

    private OpcCall(Bytes stub, boolean little, Id object, Question question, OpcState state, Turn turn) {
        in = new Stub(stub, little);
        this.object = object;
        this.question = question;
        this.state = state;
        this.turn = turn;
    }

    /** Parameters or results of this operation ({@code iopcsyncio: read}) are read here. */
    public static boolean reads(String operation) {
        return Methods.ALL.containsKey(operation);
    }

    /**
     * Reads the parameters of a call that is read here.
     *
     * @param object the interface that is called, with which the request begins
     */
    public static OpcCall asked(String operation, Bytes stub, boolean little, Id object, OpcState state, Turn turn) {
        OpcCall call = new OpcCall(stub, little, object, null, state, turn);
        call.asks = Question.of(object);
        call.in.orpcThis();
        call.read(Methods.ALL.get(operation).parameters());
        return call;
    }

    /** Reads the results of a call that is read here; of one that was refused there are none. */
    public static OpcCall answered(
            String operation, Bytes stub, boolean little, Question question, OpcState state, Turn turn) {
        OpcCall call = new OpcCall(stub, little, question.object(), question, state, turn);
        call.in.orpcThat();
        call.read(Methods.ALL.get(operation).results());
        return call;
    }

    private void read(Consumer<OpcCall> reader) {
        reader.accept(this);
        if (target.isEmpty()) target = points.target();
    }

    /** Something was to be read that is not there. */
    public boolean cut() {
        return in.cut();
    }

    /** How much of the stub was read. */
    public int at() {
        return in.at();
    }

    /** The server would have none of the items. */
    public boolean refused() {
        return points.allRefused();
    }

    public String target() {
        return target;
    }

    public Question question() {
        return asks;
    }

    /** Empty text and empty lists say nothing and are left out. */
    void say(String name, Object value) {
        boolean nothing =
                value instanceof String text && text.isEmpty() || value instanceof List<?> list && list.isEmpty();
        if (nothing) return;
        names.add(name);
        said.add(value);
    }

    void say(String name, long[] numbers) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < numbers.length && i < NAMES_MAX; i++) list.add(numbers[i]);
        say(name, (Object) list);
    }

    void asksAbout(String[] items) {
        asks = new Question(object, "", 0, items, Question.NO_HANDLES);
        points.items(items);
    }

    public void describe(Turn.Draft draft) {
        points.describe(draft);
        for (int i = 0; i < names.size(); i++) draft.field(names.get(i), said.get(i));
    }
}

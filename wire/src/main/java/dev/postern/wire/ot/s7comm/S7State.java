package dev.postern.wire.ot.s7comm;

import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import dev.postern.wire.ot.cotp.CotpState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;

/** What an S7 flow remembers. Requests without an answer: at most {@link #PENDING_MAX}, the oldest goes first. */
final class S7State {
    /** The protocol allows a handful of parallel jobs (setup communication); cyclic subscriptions add a few. */
    static final int PENDING_MAX = 64;

    static final int UPLOADS_MAX = 16;
    static final int SUBSCRIPTIONS_MAX = 16;
    /** Bytes of a system status list or block list kept until its last part has come. */
    static final int LIST_BYTES_MAX = 65_536;

    final CotpState cotp = new CotpState();
    final ArrayList<Asked> pending = new ArrayList<>();
    final ArrayList<Transfer> transfers = new ArrayList<>();
    /** The one agreed on last stands last. Null until one is. */
    private ArrayList<Subscription> subscriptions;
    /** Of S7comm-plus: its object, then what it brings by reference. Null until one is made. */
    private LinkedHashMap<Long, HashMap<Long, String>> brought;

    /** Userdata answer in several parts: what has come, whose it is, and what was asked for. */
    byte[] list = new byte[0];

    int listKey = -1;
    /** What an unfinished list is of, so that asking for its next part names it too. */
    String lastListTarget = "";

    Verb lastListVerb = Verb.OTHER;
    /** S7comm-plus: the last unit of this direction was cut, the next continues it. */
    boolean clientContinues;

    boolean serverContinues;

    /**
     * @param key PDU reference, or sequence number of S7comm-plus
     * @param names of S7comm-plus: what the numbers in the answer, or in what a subscription brings, stand for; else null
     */
    record Asked(
            boolean fromClient,
            int key,
            int function,
            long atNanos,
            String operation,
            Verb verb,
            String target,
            List<Variables.Item> items,
            HashMap<Long, String> names) {}

    /** What a controller brings by itself, under a number that it chose. */
    private record Subscription(int number, List<Variables.Item> items) {}

    /** An upload under way, so that its parts, which carry only an id, name their block. */
    record Transfer(long id, String block) {}

    void asked(Turn turn, Asked request) {
        if (pending.size() == PENDING_MAX) {
            pending.removeFirst();
            turn.forgot();
        }
        pending.add(request);
    }

    /** Takes the latest request of the other side with this key and function, or null. */
    Asked answered(boolean answerFromClient, int key, int function) {
        for (int i = pending.size() - 1; i >= 0; i--) {
            Asked asked = pending.get(i);
            if (asked.fromClient != answerFromClient && asked.key == key && asked.function == function)
                return pending.remove(i);
        }
        return null;
    }

    /** Takes the latest request of the other side with this key, whatever its function: a bare acknowledgement names none. */
    Asked answered(boolean answerFromClient, int key) {
        for (int i = pending.size() - 1; i >= 0; i--) {
            Asked asked = pending.get(i);
            if (asked.fromClient != answerFromClient && asked.key == key) return pending.remove(i);
        }
        return null;
    }

    void subscribed(Turn turn, int number, List<Variables.Item> items) {
        unsubscribed(number);
        if (subscriptions == null) subscriptions = new ArrayList<>();
        if (subscriptions.size() == SUBSCRIPTIONS_MAX) {
            subscriptions.removeFirst();
            turn.forgot();
        }
        subscriptions.add(new Subscription(number, items));
    }

    void unsubscribed(int number) {
        if (subscriptions != null) subscriptions.removeIf(one -> one.number == number);
    }

    /** What the subscription brings, or null if nobody heard it being agreed on. */
    List<Variables.Item> subscription(int number) {
        if (subscriptions != null) for (Subscription one : subscriptions) if (one.number == number) return one.items;
        return null;
    }

    void brings(Turn turn, long object, HashMap<Long, String> names) {
        if (brought == null) brought = new LinkedHashMap<>();
        brought.remove(object);
        if (brought.size() == SUBSCRIPTIONS_MAX) {
            brought.pollFirstEntry();
            turn.forgot();
        }
        brought.put(object, names);
    }

    void deleted(long object) {
        if (brought != null) brought.remove(object);
    }

    /** What the reference stands for, or null if nobody heard the subscription being made. */
    String brought(long object, long reference) {
        HashMap<Long, String> names = brought == null ? null : brought.get(object);
        return names == null ? null : names.get(reference);
    }

    void transfer(Turn turn, long id, String block) {
        if (transfers.size() == UPLOADS_MAX) {
            transfers.removeFirst();
            turn.forgot();
        }
        transfers.add(new Transfer(id, block));
    }

    String block(long transferId) {
        for (int i = transfers.size() - 1; i >= 0; i--)
            if (transfers.get(i).id == transferId) return transfers.get(i).block;
        return "";
    }

    boolean continues(boolean fromClient) {
        return fromClient ? clientContinues : serverContinues;
    }

    void continues(boolean fromClient, boolean value) {
        if (fromClient) clientContinues = value;
        else serverContinues = value;
    }
}

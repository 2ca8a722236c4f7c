package dev.postern.wire.ot.iec61850;

import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Names that a publisher repeats in each of its thousands of frames, made into text once. At most {@link #TEXTS_MAX}, the oldest goes first;
 * what is longer than {@link #TEXT_BYTES_MAX} is not kept.
 */
final class Texts {
    static final int TEXTS_MAX = 32;
    static final int TEXT_BYTES_MAX = 256;
    private static final int DATA_BYTES_MAX = 1500;
    private static final int SHOWN_MAX = 8;

    private final ArrayList<byte[]> bytes = new ArrayList<>();
    private final ArrayList<String> texts = new ArrayList<>();
    private List<Object> last = new ArrayList<>();
    private String lastText = "";
    private long time;
    private String timeText;
    /** The data set last seen, and what it was read as: it is repeated until something changes. */
    private byte[] data = new byte[0];

    private Values values;
    private int unit = -1;
    private String unitText = "";

    /** What a data set was read as. Its lists are shared by all messages that repeat it: nobody changes them. */
    record Values(List<Object> values, List<Object> types, boolean cut, int entries) {}

    /** What was remembered of exactly these bytes, or null. */
    Values known(Bytes source, Ber ber) {
        int from = source.arrayOffset() + ber.body();
        boolean same = values != null && Arrays.equals(data, 0, data.length, source.array(), from, from + ber.length());
        return same ? values : null;
    }

    void remember(Bytes source, Ber ber, Values read) {
        values = ber.length() <= DATA_BYTES_MAX ? read : null;
        if (values != null) data = source.copy(ber.body(), ber.length());
    }

    /** {@link Clock#utc}, which changes with the state only. */
    String utc(Bytes source, int at) {
        long now = source.i64(at);
        if (timeText == null || now != time) {
            time = now;
            timeText = Clock.utc(source, at);
        }
        return timeText;
    }

    String of(Bytes source, Ber ber) {
        int from = source.arrayOffset() + ber.body();
        int to = from + ber.length();
        for (int i = 0; i < bytes.size(); i++) {
            byte[] known = bytes.get(i);
            if (Arrays.equals(known, 0, known.length, source.array(), from, to)) return texts.get(i);
        }
        String text = ber.text();
        if (ber.length() > TEXT_BYTES_MAX) return text;
        if (bytes.size() == TEXTS_MAX) {
            bytes.removeFirst();
            texts.removeFirst();
        }
        bytes.add(source.copy(ber.body(), ber.length()));
        texts.add(text);
        return text;
    }

    /** The names in one line, eight at most; made anew only when others come. All of them are of {@link #of}. */
    String together(List<Object> names) {
        if (names.size() == 1) return (String) names.getFirst();
        if (names.equals(last)) return lastText;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) text.append(", ");
            if (i == SHOWN_MAX) {
                text.append("...");
                break;
            }
            text.append(names.get(i));
        }
        last = names;
        lastText = text.toString();
        return lastText;
    }

    /** Application id as {@code 0x3001}. */
    String unit(int appId) {
        if (appId != unit) {
            unit = appId;
            unitText = "0x" + java.util.HexFormat.of().toHexDigits((char) appId);
        }
        return unitText;
    }
}

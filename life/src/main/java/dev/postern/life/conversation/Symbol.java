package dev.postern.life.conversation;

import dev.postern.life.Words;
import dev.postern.life.habit.Cycle;
import dev.postern.life.habit.Due;
import dev.postern.life.habit.Echo;
import dev.postern.life.habit.Heap;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;

/** One thing that is asked over and over in a conversation: operation and target, one direction. */
final class Symbol {
    /** A whole name of DNS, whose domain is its end (RFC 1035 section 2.3.4). */
    private static final int TEXT_MAX = 255;

    private static final int OBJECT_BYTES = Heap.object(57);
    /** How far one answer moves what is usual: the median is followed, and a shift of a tenth takes a thousand answers. */
    private static final float LATENCY_STEP = 1e-4f;

    final String operation;
    final String target;
    final Verb verb;
    /** Null until it came a second time, or where the conversation has enough of them. */
    Cycle cycle;

    /** Null until it was answered with values, or where the conversation has enough of them. */
    Echo echo;

    /** Logarithm of the nanoseconds an answer to it usually takes; 0 until there was one. */
    private float usualLatency;

    final int bornMinute;
    int lastMinute = -1;
    /** When its values are remembered next, and how often they were, up to 60. */
    int sampleMinute;

    private byte samples;
    private int total;

    /** First of this minute. */
    Stamp first;

    int asked;
    int answered;
    int refused;

    Symbol(String operation, String target, Verb verb, int bornMinute) {
        this.bornMinute = bornMinute;
        this.operation = operation;
        this.target = shortened(target);
        this.verb = verb;
    }

    static String shortened(String target) {
        return target.length() > TEXT_MAX ? target.substring(0, TEXT_MAX) : target;
    }

    /** Octets of heap of its texts; the operation has its name from the protocol, which names it once. */
    int textBytes() {
        return target.isEmpty() ? 0 : Heap.text(target);
    }

    /** Octets of heap of the rest. */
    int bytes() {
        return OBJECT_BYTES + (cycle == null ? 0 : cycle.bytes()) + (echo == null ? 0 : echo.bytes());
    }

    void ask() {
        asked++;
        if (total < Integer.MAX_VALUE) total++;
    }

    /** How often it was asked, ever. */
    int total() {
        return total;
    }

    boolean everAsked() {
        return total > 0;
    }

    String words() {
        return Words.deed(operation, target);
    }

    /**
     * @param log of the nanoseconds that it took
     * @return logarithm of how many times longer than usual this answer took
     */
    double latency(double log) {
        float seen = (float) log;
        if (usualLatency == 0) usualLatency = seen;
        float off = seen - usualLatency;
        usualLatency += Math.copySign(Math.min(Math.abs(off), LATENCY_STEP), off);
        return off;
    }

    /** It was answered with a yes, some time. */
    boolean wasGranted() {
        return usualLatency != 0;
    }

    /** Its values were remembered. */
    void sampled(int minute) {
        if (samples < Byte.MAX_VALUE) samples++;
        sampleMinute = minute + Due.pause(samples);
    }

    void clearMinute() {
        first = null;
        asked = answered = refused = 0;
    }
}

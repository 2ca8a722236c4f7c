package dev.postern.wire.it.amqp;

import dev.postern.model.Verb;
import java.util.HashMap;
import java.util.Map;

/**
 * The methods of 0-9-1 by class and number.
 *
 * @param answers number of the request that this answers, 0 if it asks, -1 if it stands alone
 * @param arguments one letter each: t ticket or another short that is skipped, s short string, l long string, b octet of bits, h short, w long,
 *     d long long, T table; those that are shown are followed by their name in brackets
 */
record Method(int code, String operation, Verb verb, int answers, String arguments) {
    private static final Map<Integer, Method> ALL = new HashMap<>();
    private static final int ASKS = 0, ALONE = -1;

    static {
        add(10, 10, "connection start", Verb.SESSION, ASKS, "");
        add(10, 11, "connection start", Verb.LOGIN, 10, "");
        add(10, 20, "connection secure", Verb.LOGIN, ASKS, "");
        add(10, 21, "connection secure", Verb.LOGIN, 20, "");
        add(10, 30, "connection tune", Verb.SESSION, ASKS, "h[channel_max]w[frame_max]h[heartbeat]");
        add(10, 31, "connection tune", Verb.SESSION, 30, "h[channel_max]w[frame_max]h[heartbeat]");
        add(10, 40, "connection open", Verb.SESSION, ASKS, "s[virtual_host]");
        add(10, 41, "connection open", Verb.SESSION, 40, "");
        add(10, 50, "connection close", Verb.SESSION, ASKS, "h[code]s[text]h[failed_class]h[failed_method]");
        add(10, 51, "connection close", Verb.SESSION, 50, "");
        add(10, 60, "connection blocked", Verb.SESSION, ALONE, "s[text]");
        add(10, 61, "connection unblocked", Verb.SESSION, ALONE, "");
        add(20, 10, "channel open", Verb.SESSION, ASKS, "");
        add(20, 11, "channel open", Verb.SESSION, 10, "");
        add(20, 20, "channel flow", Verb.SESSION, ASKS, "b[active]");
        add(20, 21, "channel flow", Verb.SESSION, 20, "b[active]");
        add(20, 40, "channel close", Verb.SESSION, ASKS, "h[code]s[text]h[failed_class]h[failed_method]");
        add(20, 41, "channel close", Verb.SESSION, 40, "");
        add(40, 10, "exchange declare", Verb.CONFIGURE, ASKS, "ts[exchange]s[exchange_type]b[options]");
        add(40, 11, "exchange declare", Verb.CONFIGURE, 10, "");
        add(40, 20, "exchange delete", Verb.CONFIGURE, ASKS, "ts[exchange]");
        add(40, 21, "exchange delete", Verb.CONFIGURE, 20, "");
        add(40, 30, "exchange bind", Verb.CONFIGURE, ASKS, "ts[destination]s[exchange]s[routing_key]");
        add(40, 31, "exchange bind", Verb.CONFIGURE, 30, "");
        add(40, 40, "exchange unbind", Verb.CONFIGURE, ASKS, "ts[destination]s[exchange]s[routing_key]");
        add(40, 51, "exchange unbind", Verb.CONFIGURE, 40, "");
        add(50, 10, "queue declare", Verb.CONFIGURE, ASKS, "ts[queue]b[options]");
        add(50, 11, "queue declare", Verb.CONFIGURE, 10, "s[queue]w[messages]w[consumers]");
        add(50, 20, "queue bind", Verb.CONFIGURE, ASKS, "ts[queue]s[exchange]s[routing_key]");
        add(50, 21, "queue bind", Verb.CONFIGURE, 20, "");
        add(50, 30, "queue purge", Verb.CONFIGURE, ASKS, "ts[queue]");
        add(50, 31, "queue purge", Verb.CONFIGURE, 30, "w[messages]");
        add(50, 40, "queue delete", Verb.CONFIGURE, ASKS, "ts[queue]b[options]");
        add(50, 41, "queue delete", Verb.CONFIGURE, 40, "w[messages]");
        add(50, 50, "queue unbind", Verb.CONFIGURE, ASKS, "ts[queue]s[exchange]s[routing_key]");
        add(50, 51, "queue unbind", Verb.CONFIGURE, 50, "");
        add(60, 10, "qos", Verb.SESSION, ASKS, "w[prefetch_size]h[prefetch_count]");
        add(60, 11, "qos", Verb.SESSION, 10, "");
        add(60, 20, "consume", Verb.SESSION, ASKS, "ts[queue]s[consumer_tag]b[options]");
        add(60, 21, "consume", Verb.SESSION, 20, "s[consumer_tag]");
        add(60, 30, "cancel", Verb.SESSION, ASKS, "s[consumer_tag]");
        add(60, 31, "cancel", Verb.SESSION, 30, "s[consumer_tag]");
        add(60, 40, "publish", Verb.REPORT, ALONE, "ts[exchange]s[routing_key]b[options]");
        add(60, 50, "return", Verb.REPORT, ALONE, "h[code]s[text]s[exchange]s[routing_key]");
        add(
                60,
                60,
                "deliver",
                Verb.REPORT,
                ALONE,
                "s[consumer_tag]d[delivery_tag]b[redelivered]s[exchange]s[routing_key]");
        add(60, 70, "get", Verb.READ, ASKS, "ts[queue]");
        add(60, 71, "get", Verb.READ, 70, "d[delivery_tag]b[redelivered]s[exchange]s[routing_key]w[messages]");
        add(60, 72, "get", Verb.READ, 70, "");
        add(60, 80, "ack", Verb.SESSION, ALONE, "d[delivery_tag]b[multiple]");
        add(60, 90, "reject", Verb.SESSION, ALONE, "d[delivery_tag]b[requeue]");
        add(60, 100, "recover async", Verb.SESSION, ALONE, "b[requeue]");
        add(60, 110, "recover", Verb.SESSION, ASKS, "b[requeue]");
        add(60, 111, "recover", Verb.SESSION, 110, "");
        add(60, 120, "nack", Verb.SESSION, ALONE, "d[delivery_tag]b[options]");
        add(85, 10, "confirm select", Verb.SESSION, ASKS, "");
        add(85, 11, "confirm select", Verb.SESSION, 10, "");
        add(90, 10, "tx select", Verb.SESSION, ASKS, "");
        add(90, 11, "tx select", Verb.SESSION, 10, "");
        add(90, 20, "tx commit", Verb.SESSION, ASKS, "");
        add(90, 21, "tx commit", Verb.SESSION, 20, "");
        add(90, 30, "tx rollback", Verb.SESSION, ASKS, "");
        add(90, 31, "tx rollback", Verb.SESSION, 30, "");
    }

    private static void add(int of, int number, String operation, Verb verb, int answers, String arguments) {
        Method method = new Method(of << 16 | number, operation, verb, answers, arguments);
        ALL.put(method.code, method);
    }

    /** Null for an unknown one. */
    static Method of(int code) {
        return ALL.get(code);
    }

    boolean carriesContent() {
        return code == (60 << 16 | 40) || code == (60 << 16 | 50) || code == (60 << 16 | 60) || code == (60 << 16 | 71);
    }

    boolean isClose() {
        return code == (10 << 16 | 50) || code == (20 << 16 | 40);
    }
}

package dev.postern.wire.ot.bacnet;

import dev.postern.model.Verb;

/**
 * The services of clauses 13 to 17 with the parameters of clause 21, by service choice.
 *
 * @param operation the service in the standard's words
 */
record Service(String operation, Verb verb, Layout request, Layout answer) {
    private static final String READ = "0=object 1=property 2=index";
    private static final String WRITE = READ + " 3=values 4=priority";
    private static final String VALUE_LIST = "(0=property 1=index 2=values 3=priority)";
    private static final String COV =
            "0=number:process 1=reference:device 2=object 3=number:time_remaining 4=" + VALUE_LIST;
    private static final String COV_MULTIPLE =
            "0=number:process 1=reference:device 2=number:time_remaining 3=join:stamp"
                    + " 4=(0=object 1=(0=property 1=index 2=values 3=skip))";
    private static final String EVENT =
            "0=number:process 1=reference:device 2=object 3=join:stamp 4=number:notification_class"
                    + " 5=number:event_priority 6=number:event_type 7=text:text 8=number:notify_type 9=flag:ack_required 10=number:from_state"
                    + " 11=number:to_state 12=join:event_values";
    private static final String PRIVATE = "0=number:vendor 1=number:service_number 2=join:parameters";
    private static final String TEXT = "0=reference:device 1=join:message_class 2=number:message_priority 3=text:text";
    private static final String LIST_ELEMENT = READ + " 3=values";
    private static final String DATA = "0=(number:start text:data) 1=(number:start number:count text:data)";

    private static final Service[] CONFIRMED = {
        of(
                "acknowledge alarm",
                Verb.WRITE,
                "0=number:process 1=object 2=number:event_state 3=join:stamp 4=text:source 5=join:acknowledged",
                ""),
        of("confirmed cov notification", Verb.REPORT, COV, ""),
        of("confirmed event notification", Verb.REPORT, EVENT, ""),
        of("get alarm summary", Verb.READ, "", "join:alarms"),
        of(
                "get enrollment summary",
                Verb.READ,
                "0=number:acknowledgment_filter 2=number:event_state 3=number:event_type",
                "join:enrollments"),
        of("subscribe cov", Verb.SESSION, "0=number:process 1=object 2=flag:confirmed 3=number:lifetime", ""),
        of(
                "atomic read file",
                Verb.FILE_READ,
                "object 0=(number:start number:count) 1=(number:start number:count)",
                "flag:end " + DATA),
        of("atomic write file", Verb.FILE_WRITE, "object " + DATA, "0=number:start 1=number:start"),
        of("add list element", Verb.WRITE, LIST_ELEMENT, ""),
        of("remove list element", Verb.WRITE, LIST_ELEMENT, ""),
        of("create object", Verb.CONFIGURE, "0=(0=number:new_object_type 1=object) 1=" + VALUE_LIST, "object"),
        of("delete object", Verb.CONFIGURE, "object", ""),
        of("read property", Verb.READ, READ, READ + " 3=values"),
        of("read property conditional", Verb.READ, "", ""),
        of(
                "read property multiple",
                Verb.READ,
                "0=object 1=(0=property 1=index)",
                "0=object 1=(2=property 3=index 4=values 5=(error_class error_code))"),
        of("write property", Verb.WRITE, WRITE, ""),
        of("write property multiple", Verb.WRITE, "0=object 1=" + VALUE_LIST, ""),
        of("device communication control", Verb.MODE, "0=number:duration 1=number:state 2=secret:password", ""),
        of("confirmed private transfer", Verb.OTHER, PRIVATE, PRIVATE),
        of("confirmed text message", Verb.OTHER, TEXT, ""),
        of("reinitialize device", Verb.RESTART, "0=number:state 1=secret:password", ""),
        of("vt open", Verb.LOGIN, "number:vt_class number:session", "number:session"),
        of("vt close", Verb.SESSION, "number:session", ""),
        of("vt data", Verb.OTHER, "number:session text:data number:flag", "0=flag:accepted 1=number:count"),
        of("authenticate", Verb.LOGIN, "", ""),
        of("request key", Verb.PROTECT, "", ""),
        of(
                "read range",
                Verb.READ,
                READ + " 3=(number:start number:count) 6=(number:start_sequence number:count) 7=join:start_time",
                READ + " 3=text:result_flags 4=number:count 5=values 6=number:first_sequence"),
        of("life safety operation", Verb.OPERATE, "0=number:process 1=text:source 2=number:request 3=object", ""),
        of(
                "subscribe cov property",
                Verb.SESSION,
                "0=number:process 1=object 2=flag:confirmed 3=number:lifetime 4=(0=property 1=index) 5=skip",
                ""),
        of("get event information", Verb.READ, "0=reference:last_object", "0=join:events 1=flag:more_events"),
        of(
                "subscribe cov property multiple",
                Verb.SESSION,
                "0=number:process 1=flag:confirmed 2=number:lifetime 3=number:notification_delay 4=(0=object 1=(0=(0=property 1=index) 1=skip 2=skip))",
                ""),
        of("confirmed cov notification multiple", Verb.REPORT, COV_MULTIPLE, ""),
        of("confirmed audit notification", Verb.REPORT, "0=join:notifications", ""),
        of("audit log query", Verb.READ, "0=object", ""),
    };

    private static final Service[] UNCONFIRMED = {
        of("i-am", Verb.IDENTIFY, "reference:device number:max_apdu number:segmentation number:vendor", ""),
        of("i-have", Verb.BROWSE, "reference:device object text:name", ""),
        of("unconfirmed cov notification", Verb.REPORT, COV, ""),
        of("unconfirmed event notification", Verb.REPORT, EVENT, ""),
        of("unconfirmed private transfer", Verb.OTHER, PRIVATE, ""),
        of("unconfirmed text message", Verb.OTHER, TEXT, ""),
        of("time synchronization", Verb.CLOCK, "text:date text:clock", ""),
        of("who-has", Verb.BROWSE, "0=number:low_limit 1=number:high_limit 2=object 3=text:name", ""),
        of("who-is", Verb.IDENTIFY, "0=number:low_limit 1=number:high_limit", ""),
        of("utc time synchronization", Verb.CLOCK, "text:date text:clock", ""),
        of("write group", Verb.OPERATE, "0=number:group 1=priority 2=join:changes 3=flag:inhibit_delay", ""),
        of("unconfirmed cov notification multiple", Verb.REPORT, COV_MULTIPLE, ""),
        of("unconfirmed audit notification", Verb.REPORT, "0=join:notifications", ""),
        of("who-am-i", Verb.IDENTIFY, "number:vendor text:model text:serial", ""),
        of("you-are", Verb.CONFIGURE, "number:vendor text:model text:serial reference:device text:mac", ""),
    };

    private static final int REINITIALIZE = 20;
    private static final String[] REINITIALIZED = {
        "coldstart",
        "warmstart",
        "start-backup",
        "end-backup",
        "start-restore",
        "end-restore",
        "abort-restore",
        "activate-changes"
    };
    private static final String[] COMMUNICATION = {"enable", "disable", "disable-initiation"};

    private static Service of(String operation, Verb verb, String request, String answer) {
        return new Service(operation, verb, Layout.of(request), Layout.of(answer));
    }

    static Service confirmed(int choice) {
        return choice < CONFIRMED.length ? CONFIRMED[choice] : of("confirmed service " + choice, Verb.OTHER, "", "");
    }

    static Service unconfirmed(int choice) {
        return choice < UNCONFIRMED.length
                ? UNCONFIRMED[choice]
                : of("unconfirmed service " + choice, Verb.OTHER, "", "");
    }

    /** What a request does can hang on what it says: writing an output operates it, a backup reads the device out. */
    @SuppressWarnings("ReferenceEquality") // one row of the table
    Verb verbOf(Parameters said) {
        if (this == CONFIRMED[REINITIALIZE]) {
            return switch ((int) said.number("state")) {
                case 2, 3 -> Verb.UPLOAD;
                case 4, 5, 6 -> Verb.DOWNLOAD;
                case 7 -> Verb.CONFIGURE;
                default -> Verb.RESTART;
            };
        }
        return verb == Verb.WRITE ? said.writeVerb() : verb;
    }

    /** The word for the field {@code state}, or null if this service has none. */
    @SuppressWarnings("ReferenceEquality") // one row of the table
    String state(Parameters said) {
        long state = said.number("state");
        String[] words = this == CONFIRMED[REINITIALIZE] ? REINITIALIZED : verb == Verb.MODE ? COMMUNICATION : null;
        return words == null || state < 0 || state >= words.length ? null : words[(int) state];
    }

    boolean isFile() {
        return verb == Verb.FILE_READ || verb == Verb.FILE_WRITE;
    }
}

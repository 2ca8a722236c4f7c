package dev.postern.wire.ot.iec61850;

import static dev.postern.model.Verb.*;

import dev.postern.model.Verb;

/** Confirmed services by the number of their tag, ISO 9506-2 clause 7.3. */
enum MmsService {
    STATUS(0, "status", DIAGNOSE),
    GET_NAME_LIST(1, "get name list", BROWSE),
    IDENTIFY(2, "identify", Verb.IDENTIFY),
    RENAME(3, "rename", CONFIGURE),
    READ(4, "read", Verb.READ),
    WRITE(5, "write", Verb.WRITE),
    GET_VARIABLE_ACCESS_ATTRIBUTES(6, "get variable access attributes", BROWSE),
    DEFINE_NAMED_VARIABLE(7, "define named variable", CONFIGURE),
    DEFINE_SCATTERED_ACCESS(8, "define scattered access", CONFIGURE),
    GET_SCATTERED_ACCESS_ATTRIBUTES(9, "get scattered access attributes", BROWSE),
    DELETE_VARIABLE_ACCESS(10, "delete variable access", CONFIGURE),
    DEFINE_NAMED_VARIABLE_LIST(11, "define named variable list", CONFIGURE),
    GET_NAMED_VARIABLE_LIST_ATTRIBUTES(12, "get named variable list attributes", BROWSE),
    DELETE_NAMED_VARIABLE_LIST(13, "delete named variable list", CONFIGURE),
    DEFINE_NAMED_TYPE(14, "define named type", CONFIGURE),
    GET_NAMED_TYPE_ATTRIBUTES(15, "get named type attributes", BROWSE),
    DELETE_NAMED_TYPE(16, "delete named type", CONFIGURE),
    INPUT(17, "input", Verb.READ),
    OUTPUT(18, "output", Verb.WRITE),
    TAKE_CONTROL(19, "take control", SESSION),
    RELINQUISH_CONTROL(20, "relinquish control", SESSION),
    DEFINE_SEMAPHORE(21, "define semaphore", CONFIGURE),
    DELETE_SEMAPHORE(22, "delete semaphore", CONFIGURE),
    REPORT_SEMAPHORE_STATUS(23, "report semaphore status", Verb.READ),
    REPORT_POOL_SEMAPHORE_STATUS(24, "report pool semaphore status", Verb.READ),
    REPORT_SEMAPHORE_ENTRY_STATUS(25, "report semaphore entry status", Verb.READ),
    INITIATE_DOWNLOAD_SEQUENCE(26, "initiate download sequence", DOWNLOAD),
    DOWNLOAD_SEGMENT(27, "download segment", DOWNLOAD),
    TERMINATE_DOWNLOAD_SEQUENCE(28, "terminate download sequence", DOWNLOAD),
    INITIATE_UPLOAD_SEQUENCE(29, "initiate upload sequence", UPLOAD),
    UPLOAD_SEGMENT(30, "upload segment", UPLOAD),
    TERMINATE_UPLOAD_SEQUENCE(31, "terminate upload sequence", UPLOAD),
    REQUEST_DOMAIN_DOWNLOAD(32, "request domain download", DOWNLOAD),
    REQUEST_DOMAIN_UPLOAD(33, "request domain upload", UPLOAD),
    LOAD_DOMAIN_CONTENT(34, "load domain content", DOWNLOAD),
    STORE_DOMAIN_CONTENT(35, "store domain content", UPLOAD),
    DELETE_DOMAIN(36, "delete domain", DOWNLOAD),
    GET_DOMAIN_ATTRIBUTES(37, "get domain attributes", BROWSE),
    CREATE_PROGRAM_INVOCATION(38, "create program invocation", DOWNLOAD),
    DELETE_PROGRAM_INVOCATION(39, "delete program invocation", DOWNLOAD),
    START(40, "start", Verb.START),
    STOP(41, "stop", Verb.STOP),
    RESUME(42, "resume", Verb.START),
    RESET(43, "reset", RESTART),
    KILL(44, "kill", Verb.STOP),
    GET_PROGRAM_INVOCATION_ATTRIBUTES(45, "get program invocation attributes", BROWSE),
    OBTAIN_FILE(46, "obtain file", FILE_WRITE),
    DEFINE_EVENT_CONDITION(47, "define event condition", CONFIGURE),
    DELETE_EVENT_CONDITION(48, "delete event condition", CONFIGURE),
    GET_EVENT_CONDITION_ATTRIBUTES(49, "get event condition attributes", BROWSE),
    REPORT_EVENT_CONDITION_STATUS(50, "report event condition status", Verb.READ),
    ALTER_EVENT_CONDITION_MONITORING(51, "alter event condition monitoring", CONFIGURE),
    TRIGGER_EVENT(52, "trigger event", Verb.WRITE),
    DEFINE_EVENT_ACTION(53, "define event action", CONFIGURE),
    DELETE_EVENT_ACTION(54, "delete event action", CONFIGURE),
    GET_EVENT_ACTION_ATTRIBUTES(55, "get event action attributes", BROWSE),
    REPORT_EVENT_ACTION_STATUS(56, "report event action status", Verb.READ),
    DEFINE_EVENT_ENROLLMENT(57, "define event enrollment", CONFIGURE),
    DELETE_EVENT_ENROLLMENT(58, "delete event enrollment", CONFIGURE),
    ALTER_EVENT_ENROLLMENT(59, "alter event enrollment", CONFIGURE),
    REPORT_EVENT_ENROLLMENT_STATUS(60, "report event enrollment status", Verb.READ),
    GET_EVENT_ENROLLMENT_ATTRIBUTES(61, "get event enrollment attributes", BROWSE),
    ACKNOWLEDGE_EVENT_NOTIFICATION(62, "acknowledge event notification", OTHER),
    GET_ALARM_SUMMARY(63, "get alarm summary", Verb.READ),
    GET_ALARM_ENROLLMENT_SUMMARY(64, "get alarm enrollment summary", Verb.READ),
    READ_JOURNAL(65, "read journal", Verb.READ),
    WRITE_JOURNAL(66, "write journal", Verb.WRITE),
    INITIALIZE_JOURNAL(67, "initialize journal", Verb.WRITE),
    REPORT_JOURNAL_STATUS(68, "report journal status", Verb.READ),
    CREATE_JOURNAL(69, "create journal", CONFIGURE),
    DELETE_JOURNAL(70, "delete journal", CONFIGURE),
    GET_CAPABILITY_LIST(71, "get capability list", BROWSE),
    FILE_OPEN(72, "file open", FILE_READ),
    FILE_READ_SERVICE(73, "file read", FILE_READ),
    FILE_CLOSE(74, "file close", FILE_READ),
    FILE_RENAME(75, "file rename", FILE_WRITE),
    FILE_DELETE(76, "file delete", FILE_WRITE),
    FILE_DIRECTORY(77, "file directory", BROWSE),
    GET_DATA_EXCHANGE_ATTRIBUTES(80, "get data exchange attributes", BROWSE),
    EXCHANGE_DATA(81, "exchange data", Verb.WRITE);

    private static final int HIGH_NUMBER = 0x1F;
    private static final MmsService[] BY_NUMBER = new MmsService[128];

    static {
        for (MmsService service : values()) BY_NUMBER[service.number] = service;
    }

    final int number;
    final String operation;
    final Verb verb;

    MmsService(int number, String operation, Verb verb) {
        this.number = number;
        this.operation = operation;
        this.verb = verb;
    }

    /** Null if no service has this number. */
    static MmsService of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
    }

    /** Number in a context-specific tag of {@link Ber}, or -1 for another class. */
    static int number(int tag) {
        int first = tag > 0xFF ? tag >> 8 : tag;
        if ((first & 0xC0) != 0x80) return -1;
        return tag > 0xFF ? tag & 0x7F : first & HIGH_NUMBER;
    }
}

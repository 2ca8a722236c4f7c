package dev.postern.analyst.situation;

import dev.postern.analyst.situation.english.English;
import dev.postern.analyst.situation.english.Wording;
import java.util.List;

/**
 * The situations Postern knows by name: what each is called, which ATT&CK technique it may be, how much it matters, what it may mean and
 * what would tell. Codes are those of the catalogue in the design pages; the words stand in {@link English}, one place for each language.
 */
public enum Situation {
    NEW_DEVICE("A1", 2, false, "T0864"),
    RETURNED("A2", 2, false, "T0864"),
    NEW_CONVERSATION("A3", 2, false, "T0886"),
    NEW_SERVICE("A4", 2, false, "T0885"),
    NEW_OPERATION("A5", 2, false, "T0855"),
    HARDWARE_CHANGED("A6", 4, true, "T0830"),
    SECOND_SERVER("A7", 10, true, "T0830", "T0860"),
    IDENTITY_CHANGED("A9", 2, false, "T0864"),
    SILENT("A10", 4, false, "T0804", "T0826"),
    PATH_CHANGED("A11", 2, false, "T0830"),
    ACCOUNT("A12", 2, false, "T0859"),
    UNLIKE_PEERS("A13", 4, false, "T0864", "T0849"),
    DOWNLOAD("B1", 20, true, "T0843", "T0889"),
    UPLOAD("B2", 4, false, "T0845"),
    STATE_CHANGED("B3", 20, true, "T0816", "T0858"),
    MODE_CHANGED("B4", 10, true, "T0858"),
    FIRMWARE("B5", 20, true, "T0857", "T0839"),
    NEW_ENGINEER("B6", 10, true, "T0843"),
    NEW_WRITER("B8", 10, true, "T0836", "T0855"),
    NEW_MASTER("B8", 4, true, "T0848", "T0855"),
    NEW_WRITE("B8", 4, false, "T0836", "T0855"),
    BLIND_WRITER("B8", 4, false, "T0855", "T0836"),
    WRITE_OUT_OF_RANGE("B8", 10, false, "T0836", "T0855"),
    CREEP("B9", 10, false, "T0836"),
    TOGGLED("B10", 10, true, "T0806", "T0855"),
    COMMAND_FLOOD("B10", 10, false, "T0855", "T0806", "T0803"),
    CLOCK_SET("B12", 4, false, "T0856"),
    WRONG_TIME("B12", 10, false, "T0856", "T0836"),
    PROTECTION("B13", 10, true, "T0859", "T0892"),
    NUMBERS_BROKEN("B17", 10, false, "T0856", "T0830"),
    SECOND_SOURCE("B17", 10, false, "T0856"),
    FILE_TO_CONTROLLER("B19", 4, false, "T0867"),
    PROTOCOL_BROKEN("C1", 2, false, "T0866", "T0814"),
    OVERLAP("C3", 4, false, "T0866"),
    REFUSALS("C2", 2, false, "T0888", "T0855"),
    RHYTHM("C4", 4, false, "T0830", "T0814"),
    SCAN("D1", 4, false, "T0846", "T0840"),
    SWEEP("D1", 10, false, "T0846", "T0840"),
    SLOW_SCAN("D1", 4, false, "T0846", "T0840"),
    POINTS_SOUGHT("D2", 10, true, "T0861", "T0888", "T0801"),
    STEALTH_SCAN("D1", 10, true, "T0846", "T1046"),
    RAW_PACKETS("D1", 10, true, "T0846", "T1046"),
    LOGINS_REFUSED("D3", 4, false, "T0859", "T1110"),
    GUESSED_IN("D3", 4, true, "T0859", "T1110", "T1078"),
    GUESSED_OUTSIDE("D3", 4, false, "T0883", "T1110"),
    REMOTE_ADMIN("D4", 4, false, "T0886", "T1021"),
    FIRST_SESSION("D4", 2, false, "T0886", "T1021"),
    HAND_FROM_AFAR("D4", 10, true, "T0823", "T0886", "T0855"),
    SERVICE_RUN("D5", 10, true, "T1569.002", "T1021.002", "T0886"),
    TASK_SCHEDULED("D5", 10, true, "T1053.005", "T1053.002", "T0886"),
    WMI_RUN("D5", 10, true, "T1047", "T1021.003", "T0886"),
    OBJECT_CALLED("D5", 10, true, "T1021.003", "T1559.001", "T0886"),
    DRIVER("D5", 10, true, "T1547.012", "T1210"),
    HOST_STATE("D5", 10, true, "T1529", "T1489", "T0881"),
    LOG_CLEARED("D5", 10, true, "T0872", "T1070.001"),
    REGISTRY("D5", 4, false, "T1112", "T1003.002"),
    RIGHTS_CHANGED("D6", 10, true, "T1098", "T1136"),
    REPLICATION("D6", 20, true, "T1003.006", "T1207"),
    ZERO_CREDENTIAL("D6", 20, true, "T1210", "T1068"),
    FORCED_LOGIN("D6", 10, true, "T1187", "T1557.001"),
    WEAK_ENCRYPTION("D6", 4, false, "T1558", "T1550.002"),
    ENCRYPTION_STRUCK("D6", 10, true, "T1550.002", "T1558"),
    TICKETS_COLLECTED("D6", 10, true, "T1558.003", "T1558.004"),
    ACCOUNTS_SOUGHT("D6", 10, true, "T1558.003", "T1087.002"),
    DIRECTORY_READ("D6", 10, true, "T1087.002", "T1069.002"),
    ACCOUNTS_LISTED("D2", 4, false, "T1087", "T1069", "T1049"),
    HOSTS_SWEPT("D2", 10, true, "T1018", "T1087", "T1049"),
    STAND_IN("D9", 20, true, "T0856", "T0830"),
    TAKEOVER("D9", 20, true, "T0830"),
    REWRITTEN("D9", 20, true, "T0830", "T0831", "T0856"),
    LEASES_DRAINED("D9", 20, false, "T0830", "T0814"),
    CARDS_FLOOD("D9", 20, false, "T0830", "T0842"),
    SPANNING_TREE("D9", 10, true, "T0830"),
    PUBLIC_CONTACT("E1", 4, true, "T0883"),
    FIRST_PATH("E2", 4, true, "T0886"),
    ORDER("C6", 4, false, "T0855"),
    PHASE("C6", 2, false, "T0855"),
    LATENCY("C5", 4, false, "T0830"),
    LOSSES("C11", 2, false, "T0830", "T0814"),
    SECOND_WAY("E2", 4, true, "T0886", "T0830"),
    TWO_PLACES("E3", 4, true, "T0886"),
    HIDDEN_MACHINES("E5", 4, true, "T0860", "T0848"),
    TUNNEL("E6", 4, true, "T0822", "T0869"),
    GUEST("E7", 4, false, "T0864"),
    CARRIED_IN("E8", 4, false, "T0847"),
    RELAY("D10", 4, false, "T0884", "T0886"),
    POLICY("E12", 2, false, "T0886", "T0855"),
    WRITE_UNHEEDED("C8", 4, false, "T0831", "T0856"),
    RELATION_LOST("C8", 4, false, "T0831", "T0856"),
    TRIP_UNEXPLAINED("C8", 10, true, "T0855", "T0856", "T0831"),
    DEVICE_TROUBLE("C10", 4, false, "T0814"),
    VALUE_WALKS("C7", 4, false, "T0856", "T0831"),
    VALUE_UNUSUAL("C7", 2, false, "T0856", "T0832"),
    NEW_NAME("E4", 2, false, "T0883"),
    VOLUME("E10", 2, false, "T0882", "T1048"),
    DRIFT("E10", 2, false, "T0882", "T1048"),
    YEAR_WALK("E10", 4, false, "T0882", "T1048"),
    NAME_TUNNEL("E6", 4, true, "T0869", "T1071.004", "T1048"),
    BEACON("E9", 4, false, "T0869", "T0885"),
    VISITOR("E9", 4, false, "T0869"),
    ONE_WAY_BROKEN("E11", 10, true, "T0886"),
    FLOOD("F1", 4, false, "T0814"),
    HALF_OPEN("F1", 20, false, "T0814"),
    AMPLIFIED("F1", 10, false, "T0814"),
    STORM("F2", 4, false, "T0814"),
    LOOP("F2", 4, false, "T0814"),
    SWITCH_OVER("F2", 4, false, "T0814"),
    GATEWAY_QUIET("F3", 10, false, "T0827", "T0829"),
    BREADTH("A5", 4, false, "T0855"),
    DEVICE_REPLACED("A8", 10, true, "T0857"),
    PROGRAM_CHANGED("B1", 20, true, "T0889", "T0843"),
    SAFETY_ENGINEERING("B7", 40, true, "T0880", "T0843"),
    UNSELECTED("B11", 4, false, "T0855"),
    ALARMS_SILENCED("B14", 4, false, "T0838", "T0878"),
    ALARMS_ACKNOWLEDGED("B14", 4, false, "T0878", "T0838"),
    ALARM_OFF("B14", 4, false, "T0838", "T0878"),
    ALERTS_REDIRECTED("B15", 4, false, "T0838", "T0878"),
    OUTPUTS_OFF("B15", 20, true, "T0816", "T0803"),
    FORCED("B15", 10, false, "T0835", "T0803"),
    TEST_FLAG("B16", 10, true, "T0856", "T0830"),
    REVISION_CHANGED("B16", 10, true, "T0856", "T0830"),
    ADDRESS_SET("B18", 4, false, "T0892"),
    DEVICE_SILENCED("B20", 10, false, "T0814"),
    MEMORY("B20", 4, false, "T0893", "T0836"),
    FOREIGN_PROTOCOL("C9", 4, false, "T0885"),
    IDENTITY_ASKED("D2", 4, false, "T0888"),
    PROGRAM_MOVED("D7", 4, false, "T0867", "T1570"),
    NAMES_POISONED("D8", 10, true, "T1557.001", "T0830"),
    NAME_TAKEN("D8", 4, false, "T1557.001", "T0830"),
    LOGIN_TO_POISONER("D8", 10, true, "T1557.001", "T0859"),
    HOST_PATH("D12", 4, false, "T0886", "T0859", "T1021"),
    DATA_READ("D11", 2, false, "T0811", "T0882"),
    DATA_TAKEN("D11", 4, false, "T0811", "T0882"),
    JOB_MISSED("F4", 4, false, "T0826"),
    CONTROLLER_CALLS("D10", 4, false, "T0884", "T0886"),
    ONE_DIRECTION("G1", 4, true),
    ANNOUNCED_DONE("W1", 1, false),
    ANNOUNCED_MISSING("W2", 4, true);

    public final String code;
    public final String title;
    public final int consequence;
    /** Told whatever the budget and however little was learned. */
    public final boolean neverHidden;

    public final List<String> techniques;
    public final String meaning;
    public final String check;

    Situation(String code, int consequence, boolean neverHidden, String... techniques) {
        Wording words = English.of(name());
        this.code = code;
        this.title = words.title();
        this.consequence = consequence;
        this.neverHidden = neverHidden;
        this.techniques = List.of(techniques);
        this.meaning = words.meaning();
        this.check = words.check();
    }

    /** Before the home has learned, this alone is a notice: the first of its kind is new by nature. */
    public boolean waitsForLearning() {
        return switch (this) {
            case NEW_WRITER, NEW_ENGINEER, NEW_MASTER, HARDWARE_CHANGED, PROTECTION -> true;
            default -> false;
        };
    }
}

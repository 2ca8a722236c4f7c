package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.model.Address;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import java.util.List;
import java.util.Set;

/**
 * What is done to a computer from afar, by the remote procedure or command that does it: a service, a task, a driver, the registry, a log, the
 * accounts, the directory. Protocol knowledge: MS-SCMR, MS-TSCH, MS-WMI, MS-OAUT, MS-RPRN, MS-RRP, MS-EVEN, MS-EVEN6, MS-SAMR, MS-LSAD, MS-DRSR, MS-NRPC, MS-EFSR, MS-DFSNM, MS-FSRVP,
 * IPMI.
 */
final class HostWork {
    /** AES (RFC 3962, RFC 8009) and Camellia (RFC 6803); what else there is is RC4, DES or nothing. */
    private static final Set<Object> STRONG = Set.of(17L, 18L, 19L, 20L, 25L, 26L);

    /** Nobody stores files on these but who engineers them. */
    private static final Set<String> OF_THE_PROCESS = Set.of(
            "controller",
            "safety controller",
            "rtu",
            "protection relay",
            "drive",
            "i/o",
            "merging unit",
            "pmu",
            "building controller");

    private HostWork() {}

    /** Null where it changes nothing that is told without learning. */
    static Situation situation(Message m, Inventory inventory) {
        if (m.protocol().equals("kerberos")) return ticket(m);
        if (!m.protocol().equals("dcerpc"))
            return m.verb() == Verb.FILE_WRITE && isOfTheProcess(m, inventory)
                    ? Situation.FILE_TO_CONTROLLER
                    : byVerb(m.verb());
        if (m.verb().weight() < 2) return null;
        String operation = m.operation();
        int colon = operation.indexOf(':');
        if (colon < 0) return null;
        String called = operation.substring(colon + 1).strip();
        return switch (operation.substring(0, colon)) {
            case "efsrpc", "dfsnm", "fileservervssagent" ->
                isElsewhere(m, inventory) ? Situation.FORCED_LOGIN : byVerb(m.verb());
            case "svcctl" -> changes(m.verb()) ? Situation.SERVICE_RUN : byVerb(m.verb());
            case "atsvc", "itaskschedulerservice" -> changes(m.verb()) ? Situation.TASK_SCHEDULED : byVerb(m.verb());
            case "iwbemservices" -> Situation.WMI_RUN;
            case "idispatch" -> m.verb() == Verb.OPERATE ? Situation.OBJECT_CALLED : byVerb(m.verb());
            case "spoolss", "iremotewinspool" -> m.verb() == Verb.DOWNLOAD ? Situation.DRIVER : byVerb(m.verb());
            case "winreg" -> registry(m.verb());
            case "eventlog", "ieventservice" -> called.contains("clear") ? Situation.LOG_CLEARED : byVerb(m.verb());
            case "netlogon" -> isZeroCredential(m) ? Situation.ZERO_CREDENTIAL : byVerb(m.verb());
            case "drsuapi" -> replicates(called) && !isDirectory(m, inventory) ? Situation.REPLICATION : null;
            default -> byVerb(m.verb());
        };
    }

    /** The path is on who asks, or at an address that is none of who is asked: he opens it there, and has to log in for that. */
    private static boolean isOfTheProcess(Message m, Inventory inventory) {
        Asset keeper = inventory.at(m.conversation().server());
        return keeper != null && OF_THE_PROCESS.contains(keeper.role);
    }

    private static boolean isElsewhere(Message m, Inventory inventory) {
        String host = m.target().replaceFirst("^\\\\+", "").split("[\\\\@]", 2)[0];
        if (host.isEmpty()) return false;
        Address server = m.conversation().server();
        Address named = Address.parseIfAny(host);
        if (named == null) return isCalled(inventory.at(m.conversation().client()), host);
        Asset asked = inventory.at(server);
        return !named.isLoopback() && !named.equals(server) && (asked == null || inventory.at(named) != asked);
    }

    private static boolean isCalled(Asset asset, String host) {
        String label = host.split("\\.", 2)[0];
        return asset != null
                && asset.names().stream().anyMatch(name -> name.split("\\.", 2)[0].equalsIgnoreCase(label));
    }

    private static boolean isZeroCredential(Message m) {
        return Boolean.TRUE.equals(m.fields().get("zero_credential"));
    }

    private static boolean changes(Verb verb) {
        return verb == Verb.START || verb == Verb.CONFIGURE;
    }

    private static Situation registry(Verb verb) {
        return switch (verb) {
            case WRITE, CONFIGURE, FILE_READ -> Situation.REGISTRY;
            default -> byVerb(verb);
        };
    }

    /** Reads secrets out of the directory, or makes itself one of its sources. */
    private static boolean replicates(String called) {
        return called.equals("dsgetncchanges") || called.equals("dsreplicaadd") || called.equals("dsaddentry");
    }

    /** A domain controller gives tickets; who only asks is none. */
    private static boolean isDirectory(Message m, Inventory inventory) {
        Asset client = inventory.at(m.conversation().client());
        return client != null && client.served.containsKey("kerberos");
    }

    /** Type 0 is reserved (RFC 3961 section 8): in a list it stands where something else was struck out. */
    private static Situation ticket(Message m) {
        if (m.outcome() != Outcome.REQUEST || !(m.fields().get("etypes") instanceof List<?> etypes)) return null;
        if (!isWeak(etypes)) return null;
        return etypes.contains(0L) && etypes.size() > 1 ? Situation.ENCRYPTION_STRUCK : Situation.WEAK_ENCRYPTION;
    }

    /** Systems since 2007 offer AES first, and RC4 after it at most. */
    static boolean isWeak(List<?> etypes) {
        for (Object etype : etypes) if (STRONG.contains(etype)) return false;
        return !etypes.isEmpty();
    }

    private static Situation byVerb(Verb verb) {
        return switch (verb) {
            case DOWNLOAD, FIRMWARE -> Situation.FIRMWARE;
            case STOP, START, RESTART, FACTORY_RESET, MODE -> Situation.HOST_STATE;
            case PROTECT -> Situation.RIGHTS_CHANGED;
            default -> null;
        };
    }
}

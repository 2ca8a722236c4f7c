package dev.postern.life.device;

import dev.postern.model.Verb;
import java.util.Locale;
import java.util.Set;

/** Where data is kept: databases, historians, file and web servers, by the protocol they are read over. */
public final class Stores {
    /** Nothing but reading and writing what is kept. */
    private static final Set<String> PROTOCOLS = Set.of(
            "tds",
            "mysql",
            "pgsql",
            "tns",
            "mongodb",
            "redis",
            "memcached",
            "smb2",
            "ftp",
            "tftp",
            "rsync",
            "nfs",
            "http");

    private Stores() {}

    public static boolean contains(String service) {
        return PROTOCOLS.contains(service);
    }

    /** Takes something out of a store, or looks what there is: also the history of OPC UA and of OPC HDA. */
    public static boolean reads(String service, Verb verb, String operation) {
        if (PROTOCOLS.contains(service)) return verb == Verb.READ || verb == Verb.FILE_READ || verb == Verb.BROWSE;
        String said = operation.toLowerCase(Locale.ROOT);
        return service.equals("opcua") && said.startsWith("history read")
                || service.equals("opc") && said.startsWith("iopchda");
    }
}

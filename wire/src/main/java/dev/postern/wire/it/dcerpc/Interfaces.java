package dev.postern.wire.it.dcerpc;

import dev.postern.wire.it.dcerpc.Interface.Status;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** All interfaces that have a name, and the pipes under which Windows offers them. */
final class Interfaces {
    private static final Map<Uuid, Interface> BY_UUID = new HashMap<>();
    private static final Map<String, Interface> BY_PIPE = new HashMap<>();

    static {
        WindowsInterfaces.fill();
        ServerInterfaces.fill();
        DirectoryInterfaces.fill();
        DcomInterfaces.fill();
        OpcInterfaces.fill();
    }

    private Interfaces() {}

    static void add(String name, String protocol, String uuid, Status status, String table) {
        BY_UUID.put(Uuid.of(uuid), new Interface(name, protocol, status, table));
    }

    static void pipe(String pipe, String uuid) {
        BY_PIPE.put(pipe, BY_UUID.get(Uuid.of(uuid)));
    }

    /** Null if it has no name here. */
    static Interface of(Uuid uuid) {
        return BY_UUID.get(uuid);
    }

    /** What is meant on a pipe of this name while no bind was seen; null if several interfaces share it. */
    static Interface ofPipe(String path) {
        return BY_PIPE.get(path.substring(path.lastIndexOf('\\') + 1).toLowerCase(Locale.ROOT));
    }

    static String name(Uuid uuid) {
        Interface known = BY_UUID.get(uuid);
        return known == null ? uuid.toString() : known.name();
    }
}

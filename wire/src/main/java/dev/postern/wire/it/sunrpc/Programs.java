package dev.postern.wire.it.sunrpc;

import dev.postern.model.Verb;

/** Names of programs and of the procedures that matter, with their verbs. */
final class Programs {
    static final int PORTMAP = 100_000, NFS = 100_003, MOUNT = 100_005, LOCK = 100_021;
    /** VXI-11 over its core channel. */
    static final int INSTRUMENT = 395_183;

    private static final String[] NFS_3 = {
        "null",
        "getattr",
        "setattr",
        "lookup",
        "access",
        "readlink",
        "read",
        "write",
        "create",
        "mkdir",
        "symlink",
        "mknod",
        "remove",
        "rmdir",
        "rename",
        "link",
        "readdir",
        "readdirplus",
        "fsstat",
        "fsinfo",
        "pathconf",
        "commit"
    };
    private static final String[] NFS_2 = {
        "null",
        "getattr",
        "setattr",
        "root",
        "lookup",
        "readlink",
        "read",
        "writecache",
        "write",
        "create",
        "remove",
        "rename",
        "link",
        "symlink",
        "mkdir",
        "rmdir",
        "readdir",
        "statfs"
    };
    private static final String[] NFS_4 = {"null", "compound"};
    private static final String[] PORTMAP_2 = {"null", "set", "unset", "getport", "dump", "callit"};
    private static final String[] PORTMAP_3 = {
        "null",
        "set",
        "unset",
        "getaddr",
        "dump",
        "broadcast",
        "gettime",
        "uaddr2taddr",
        "taddr2uaddr",
        "getversaddr",
        "indirect",
        "getaddrlist",
        "getstat"
    };
    private static final String[] MOUNTS = {"null", "mnt", "dump", "umnt", "umntall", "export", "exportall"};
    private static final String[] VXI = {
        "null",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "9",
        "create link",
        "device write",
        "device read",
        "device readstb",
        "device trigger",
        "device clear",
        "device remote",
        "device local",
        "device lock",
        "device unlock",
        "device enable srq",
        "21",
        "device docmd",
        "destroy link"
    };

    private Programs() {}

    /** @return null if unknown */
    static String name(long program) {
        return switch ((int) program) {
            case PORTMAP -> "portmap";
            case 100_001 -> "rstat";
            case 100_002 -> "rusers";
            case NFS -> "nfs";
            case 100_004 -> "ypserv";
            case MOUNT -> "mount";
            case 100_007 -> "ypbind";
            case 100_009 -> "yppasswd";
            case 100_011 -> "rquota";
            case 100_020, LOCK -> "nlockmgr";
            case 100_024 -> "status";
            case 100_068 -> "cmsd";
            case 100_083 -> "ttdbserverd";
            case 100_227 -> "nfs acl";
            case 100_232 -> "sadmind";
            case 150_001 -> "pcnfsd";
            case 300_019 -> "amd";
            case 395_180 -> "vxi-11 async";
            case INSTRUMENT -> "vxi-11 core";
            case 395_184 -> "vxi-11 interrupt";
            case 536_870_913 -> "gluster";
            default -> null;
        };
    }

    static String procedure(long program, long version, long number) {
        String[] names = switch ((int) program) {
            case PORTMAP -> version == 2 ? PORTMAP_2 : PORTMAP_3;
            case NFS -> version == 2 ? NFS_2 : version == 3 ? NFS_3 : NFS_4;
            case MOUNT -> MOUNTS;
            case INSTRUMENT -> VXI;
            default -> null;
        };
        if (number == 0) return "null";
        return names == null || number >= names.length ? "procedure " + number : names[(int) number];
    }

    static Verb verb(long program, String procedure) {
        boolean instrument = program == INSTRUMENT;
        return switch (procedure) {
            case "null" -> Verb.DIAGNOSE;
            case "read" -> Verb.FILE_READ;
            case "write", "create", "remove", "rename", "mkdir", "rmdir", "symlink", "link", "mknod", "setattr" ->
                Verb.FILE_WRITE;
            case "getport", "getaddr", "dump", "export", "exportall", "readdir", "readdirplus", "getaddrlist" ->
                Verb.BROWSE;
            case "mnt", "umnt", "umntall", "create link", "destroy link" -> Verb.SESSION;
            case "set", "unset" -> program == PORTMAP ? Verb.CONFIGURE : Verb.OTHER;
            case "device write", "device trigger", "device clear" -> instrument ? Verb.WRITE : Verb.OTHER;
            case "device read", "device readstb" -> Verb.READ;
            default -> Verb.OTHER;
        };
    }
}

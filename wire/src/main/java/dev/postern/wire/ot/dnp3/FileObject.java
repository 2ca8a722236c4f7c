package dev.postern.wire.ot.dnp3;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * What a fragment says about a file, group 70, IEEE 1815 annex A.32. The handle varies from use to use, so it never stands in the target.
 *
 * @param mode 0 none, 1 read, 2 write, 3 append, -1 not said
 * @param status 0 success, -1 not said
 */
record FileObject(String name, int mode, int status, long handle, long block, long size) {
    private static final FileObject NOTHING = new FileObject("", -1, -1, -1, -1, -1);
    private static final String[] MODES = {"none", "read", "write", "append"};

    static FileObject read(int variation, Bytes object, FileObject before) {
        FileObject known = before == null ? NOTHING : before;
        return switch (variation) {
            case 2 -> known.named(text(object, 0));
            case 3 ->
                new FileObject(
                        text(object, 0), object.u16le(20), known.status, known.handle, known.block, object.u32le(16));
            case 4 ->
                new FileObject(known.name, known.mode, object.u8(12), object.u32le(0), known.block, object.u32le(4));
            case 5 ->
                new FileObject(
                        known.name,
                        known.mode,
                        known.status,
                        object.u32le(0),
                        object.u32le(4) & 0x7FFF_FFFFL,
                        object.length() - 8L);
            case 6 ->
                new FileObject(
                        known.name,
                        known.mode,
                        object.u8(8),
                        object.u32le(0),
                        object.u32le(4) & 0x7FFF_FFFFL,
                        known.size);
            case 7 ->
                new FileObject(text(object, 0), known.mode, known.status, known.handle, known.block, object.u32le(6));
            case 8 -> known.named(object.ascii(0, object.length()));
            default -> known;
        };
    }

    private static String text(Bytes object, int at) {
        return object.ascii(object.u16le(at), object.u16le(at + 2));
    }

    private FileObject named(String text) {
        return new FileObject(text, mode, status, handle, block, size);
    }

    boolean writes() {
        return mode == 2 || mode == 3;
    }

    boolean refused() {
        return status > 0;
    }

    String target() {
        return name.isEmpty() ? "file" : "file " + name;
    }

    void describe(Turn.Draft draft) {
        if (!name.isEmpty()) draft.field("file", name);
        if (mode >= 0) draft.field("mode", mode < MODES.length ? MODES[mode] : "mode " + mode);
        if (status >= 0) draft.field("fileStatus", (long) status);
        if (handle >= 0) draft.field("handle", handle);
        if (block >= 0) draft.field("block", block);
        if (size >= 0) draft.field("size", size);
    }
}

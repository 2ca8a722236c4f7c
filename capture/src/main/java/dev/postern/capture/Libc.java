package dev.postern.capture;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The eleven functions of the C library that packet capture needs (packet(7), poll(2), mmap(2), send(2)), with errno. Linux, 64 bit. */
final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET =
            function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SETSOCKOPT =
            function("setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle GETSOCKOPT =
            function("getsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle BIND =
            function("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle MMAP = function(
            "mmap", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle MUNMAP = function("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle POLL =
            function("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SEND =
            function("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle IF_NAMETOINDEX =
            function("if_nametoindex", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle STRERROR = LINKER.downcallHandle(
            LINKER.defaultLookup().find("strerror").orElseThrow(), FunctionDescriptor.of(ADDRESS, JAVA_INT));

    static final int EPERM = 1;
    static final int EACCES = 13;
    static final int EINTR = 4;

    /** A call that failed, with what the C library says of it. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1;
        final int errno;

        Failed(String call, int errno) {
            super(call + ": " + describe(errno));
            this.errno = errno;
        }
    }

    private final MemorySegment state;

    Libc(Arena arena) {
        state = arena.allocate(CAPTURED);
    }

    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().find(name).orElseThrow(), descriptor, Linker.Option.captureCallState("errno"));
    }

    int socket(int domain, int type, int protocol) throws Failed {
        try {
            return checked("socket", (int) SOCKET.invokeExact(state, domain, type, protocol));
        } catch (Failed e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("socket", e);
        }
    }

    void setsockopt(int fd, int level, int name, MemorySegment value) throws Failed {
        try {
            checked("setsockopt " + name, (int)
                    SETSOCKOPT.invokeExact(state, fd, level, name, value, (int) value.byteSize()));
        } catch (Failed e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("setsockopt", e);
        }
    }

    /** @param length int in and out, as the C library has it */
    void getsockopt(int fd, int level, int name, MemorySegment value, MemorySegment length) throws Failed {
        try {
            checked("getsockopt " + name, (int) GETSOCKOPT.invokeExact(state, fd, level, name, value, length));
        } catch (Failed e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("getsockopt", e);
        }
    }

    void bind(int fd, MemorySegment address) throws Failed {
        try {
            checked("bind", (int) BIND.invokeExact(state, fd, address, (int) address.byteSize()));
        } catch (Failed e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("bind", e);
        }
    }

    /** Blocks while the interface's queue is full. */
    void send(int fd, MemorySegment bytes, long count) throws Failed {
        try {
            long sent = (long) SEND.invokeExact(state, fd, bytes, count, 0);
            if (sent < 0) throw new Failed("send", (int) ERRNO.get(state, 0L));
        } catch (Failed e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("send", e);
        }
    }

    MemorySegment mmap(long bytes, int protection, int flags, int fd) throws Failed {
        try {
            MemorySegment mapped =
                    (MemorySegment) MMAP.invokeExact(state, MemorySegment.NULL, bytes, protection, flags, fd, 0L);
            if (mapped.address() == -1) throw new Failed("mmap", (int) ERRNO.get(state, 0L));
            return mapped.reinterpret(bytes);
        } catch (Failed e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("mmap", e);
        }
    }

    void munmap(MemorySegment mapped) {
        try {
            int ignored = (int) MUNMAP.invokeExact(state, mapped, mapped.byteSize());
        } catch (Throwable e) {
            throw new LinkageError("munmap", e);
        }
    }

    /** @return number of ready descriptors, 0 on time-out or interruption */
    int poll(MemorySegment descriptors, long count, int timeoutMillis) throws Failed {
        try {
            int ready = (int) POLL.invokeExact(state, descriptors, count, timeoutMillis);
            if (ready < 0 && (int) ERRNO.get(state, 0L) == EINTR) return 0;
            return checked("poll", ready);
        } catch (Failed e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("poll", e);
        }
    }

    void close(int fd) {
        try {
            int ignored = (int) CLOSE.invokeExact(state, fd);
        } catch (Throwable e) {
            throw new LinkageError("close", e);
        }
    }

    /** @return index of the interface, or 0 if there is none of this name */
    int indexOf(String interfaceName) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) IF_NAMETOINDEX.invokeExact(state, arena.allocateFrom(interfaceName));
        } catch (Throwable e) {
            throw new LinkageError("if_nametoindex", e);
        }
    }

    private int checked(String call, int result) throws Failed {
        if (result < 0) throw new Failed(call, (int) ERRNO.get(state, 0L));
        return result;
    }

    private static String describe(int errno) {
        try {
            MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
            return text.reinterpret(256).getString(0);
        } catch (Throwable e) {
            return "error " + errno;
        }
    }
}

package dev.postern.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One folder with everything that one life of Postern keeps: {@code state.db}, {@code history/}, {@code packets/} (the ring), {@code evidence/},
 * {@code snapshots/}. One process writes it; others may read the state meanwhile.
 */
public final class Home implements AutoCloseable {
    /** The packet ring's size where nothing else is said. */
    public static final long RING_BYTES = 512L << 20;

    /** Packets of an anomaly are cut out at the latest this long after it, at the close of a minute; what a crash prevented is made up for. */
    private static final long EVIDENCE_DUE_NANOS = 120_000_000_000L;

    private final Path folder;
    private final Lock lock;
    private final State state;
    private final History history;
    private final PacketRing ring;
    private final EvidenceFiles evidence;
    private final Snapshots snapshots;
    private final AttestationKey attestationKey;
    private final ConcurrentHashMap<Integer, String> captureNames = new ConcurrentHashMap<>();

    private Home(Path folder, long ringBytes, Lock lock) throws IOException {
        this.folder = folder;
        this.lock = lock;
        for (String room : List.of("history", "packets", "evidence", "snapshots"))
            Durable.createFolders(folder.resolve(room));
        state = State.open(folder.resolve("state.db"), true);
        state.captures().forEach(c -> captureNames.put(c.ordinal(), c.name()));
        long order = state.checkpoint().map(Checkpoint::order).orElse(0L);
        history = History.open(folder.resolve("history"));
        history.truncateAfter(state.checkpoint().map(Checkpoint::observations).orElse(0L));
        ring = new PacketRing(folder.resolve("packets"), ringBytes, order);
        evidence = new EvidenceFiles(
                folder.resolve("evidence"),
                ring,
                state,
                ordinal -> captureNames.getOrDefault(ordinal, "capture " + ordinal));
        snapshots = new Snapshots(folder.resolve("snapshots"));
        attestationKey = AttestationKey.loadOrMake(folder);
        state.checkpoint()
                .ifPresent(last -> state.findings()
                        .anomaliesWithoutEvidence(
                                last.clockNanos() - EVIDENCE_DUE_NANOS, last.order(), EvidenceFiles.WAITING_MAX)
                        .forEach(evidence::want));
    }

    /** One process at a time. */
    private record Lock(FileChannel file, FileLock held) implements AutoCloseable {
        static Lock take(Path folder) throws IOException {
            FileChannel file =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock held = file.tryLock();
                if (held != null) return new Lock(file, held);
            } catch (OverlappingFileLockException e) {
                // Held by this very process: refused like any other.
            }
            file.close();
            throw new StoreException("another Postern works in " + folder + "; stop it first, or name another --home");
        }

        @Override
        public void close() throws IOException {
            held.release();
            file.close();
        }
    }

    /** Opens or makes a home to write to. What was told after its last checkpoint is taken out of the history and the ring. */
    public static Home open(Path folder, long ringBytes) {
        try {
            Durable.createFolders(folder);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix"))
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Lock lock = Lock.take(folder);
            try {
                return new Home(folder, ringBytes, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StoreException("cannot use " + folder + " as home: " + e.getMessage(), e);
        }
    }

    /** The state alone, for reading beside the process that writes. */
    public static State openForReading(Path folder) {
        return State.open(folder.resolve("state.db"), false);
    }

    /** Another process works in it, or this one does. */
    public static boolean isInUse(Path folder) {
        try {
            Lock.take(folder).close();
            return false;
        } catch (StoreException e) {
            return true;
        } catch (IOException e) {
            throw new StoreException("cannot use " + folder + " as home: " + e.getMessage(), e);
        }
    }

    /** The state alone, for saying something beside the process that writes. */
    public static State openForSaying(Path folder) {
        State.open(folder.resolve("state.db"), false).close();
        return State.open(folder.resolve("state.db"), true);
    }

    public Path folder() {
        return folder;
    }

    public State state() {
        return state;
    }

    public History history() {
        return history;
    }

    public PacketRing ring() {
        return ring;
    }

    public EvidenceFiles evidence() {
        return evidence;
    }

    public Snapshots snapshots() {
        return snapshots;
    }

    public AttestationKey attestationKey() {
        return attestationKey;
    }

    /** Announces a capture, so that its name is known wherever its frames are named. */
    public void announce(Capture capture) {
        state.announce(capture);
        captureNames.put(capture.ordinal(), capture.name());
    }

    public String captureName(int ordinal) {
        return captureNames.getOrDefault(ordinal, "capture " + ordinal);
    }

    @Override
    public void close() {
        evidence.close();
        ring.close();
        history.close();
        state.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new StoreException("cannot release " + folder + ": " + e.getMessage(), e);
        }
    }
}

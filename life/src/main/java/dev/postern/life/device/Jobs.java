package dev.postern.life.device;

import dev.postern.life.habit.Appointment;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Heap;
import dev.postern.life.habit.Room;
import dev.postern.model.Address;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What one device does by the calendar: with whom, over what, at which times. At most {@value #JOBS_MAX} contacts; who began fewest occasions, then
 * was heard longest ago, gives way. What never pauses is remembered as such by one bit of a hash and left alone.
 */
public final class Jobs {
    static final int JOBS_MAX = 32;
    private static final int CONSTANT_BITS = 2048;
    static final int NEVER = Integer.MAX_VALUE;

    /** Octets of heap of a job that is due, and of the place where it stands. */
    private static final int JOB_BYTES = Heap.MAP_ENTRY + Heap.object(8) + Heap.object(16) + Appointment.BYTES;

    private final TreeMap<Long, Job> jobs = new TreeMap<>();
    private final long[] constant = new long[CONSTANT_BITS / 64];
    /** The first minute at which something may be overdue. */
    public int lookMinute = NEVER;

    /** One job; mutable. */
    public static final class Job {
        public Address server;
        public String service;
        public Appointment appointment;
        public Appointment.Due due;

        public int overdueMinute() {
            return due == null ? NEVER : due.minute() + due.patience();
        }
    }

    static long name(Address server, String service) {
        return Hash.of(Hash.of(server), Hash.of(service));
    }

    private static int bit(long name) {
        return (int) (name >>> 53);
    }

    private boolean isConstant(long name) {
        return (constant[bit(name) >> 6] >>> (bit(name) & 63) & 1) != 0;
    }

    /** @return the job if a new occasion of it begins, else null */
    public Job there(Address server, String service, int minute, Room room) {
        long name = name(server, service);
        if (isConstant(name)) return null;
        Job job = jobs.get(name);
        if (job == null) {
            begin(name, server, service, minute, room);
            return null;
        }
        boolean begins = job.appointment.there(minute);
        if (job.appointment.isConstant()) {
            jobs.remove(name);
            constant[bit(name) >> 6] |= 1L << (bit(name) & 63);
        }
        return begins ? job : null;
    }

    /** Octets of heap. */
    int bytes() {
        return Heap.object(12) + Heap.MAP + jobs.size() * JOB_BYTES + Heap.array(constant.length, 8);
    }

    private void begin(long name, Address server, String service, int minute, Room room) {
        if (jobs.size() >= JOBS_MAX || !jobs.isEmpty() && !room.has(JOB_BYTES)) jobs.remove(least());
        Job job = new Job();
        job.server = server;
        job.service = service;
        job.appointment = new Appointment(minute);
        jobs.put(name, job);
    }

    /** Who began fewest occasions, then was heard longest ago, then has the lowest name; there is one. */
    private Long least() {
        Map.Entry<Long, Job> least = null;
        for (Map.Entry<Long, Job> entry : jobs.entrySet())
            if (least == null || isLess(entry.getValue().appointment, least.getValue().appointment)) least = entry;
        return Objects.requireNonNull(least).getKey();
    }

    private static boolean isLess(Appointment one, Appointment other) {
        return one.began() != other.began() ? one.began() < other.began() : one.lastMinute() < other.lastMinute();
    }

    public Iterable<Job> all() {
        return jobs.values();
    }

    public void lookAgain() {
        lookMinute = NEVER;
        for (Job job : jobs.values()) lookMinute = Math.min(lookMinute, job.overdueMinute());
    }
}

package dev.postern.plant.site;

/** A dosing and mixing line: speed follows its setpoint, batches are counted. Speed in turns a minute, dose in millilitres a second. */
final class Mixer extends Physics {
    private static final int BATCH_SECONDS = 900;
    float setpoint = 320;
    float speed = 320;
    float dose = 12;
    int recipe;
    int batches;
    private int batchSecond;

    Mixer(long seed, long startNanos) {
        super(seed, startNanos);
    }

    @Override
    void step(long second) {
        speed += (setpoint - speed) / 8;
        if (++batchSecond == BATCH_SECONDS) {
            batchSecond = 0;
            batches++;
        }
        dose = batchSecond < BATCH_SECONDS * 2 / 3 ? 10 + 2 * recipe : 0;
    }

    int phase() {
        return dose > 0 ? 1 : 2;
    }
}

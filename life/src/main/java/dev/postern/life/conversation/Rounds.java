package dev.postern.life.conversation;

import dev.postern.life.Watch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Whom the end of a minute asks: the conversations that are awake, in the order of their keys. The others sleep until something comes or until
 * they are dormant, so that a minute costs what happened in it and not what is remembered. Follows from the conversations; no part of a snapshot.
 */
final class Rounds {
    private final Watch watch;
    private final TreeMap<ConversationKey, ConversationLife> awake = new TreeMap<>();
    /** Sleepers by the minute in which they may be dormant; each stands here once, and is looked at again where that was too early. */
    private final TreeMap<Integer, List<ConversationLife>> sleepers = new TreeMap<>();

    private int asleep;

    Rounds(Watch watch, Collection<ConversationLife> all) {
        this.watch = watch;
        for (ConversationLife life : all) {
            life.awaited = false;
            life.inRounds = !life.isAsleep();
            if (life.inRounds) awake.put(life.key, life);
            else layDown(life);
        }
    }

    /** Something came of it. */
    void wake(ConversationLife life) {
        if (life.isAsleep()) asleep--;
        life.wake(watch);
        if (life.inRounds) return;
        life.inRounds = true;
        awake.put(life.key, life);
    }

    /** It is no longer remembered. */
    void forget(ConversationLife life) {
        if (life.isAsleep()) asleep--;
        life.inRounds = false;
        life.forget();
        awake.remove(life.key);
    }

    /** How many sleep when {@code minute} ends; those that have been silent for too long are no longer among them. */
    int asleep(int minute) {
        while (!sleepers.isEmpty() && sleepers.firstKey() <= minute)
            for (ConversationLife life : sleepers.pollFirstEntry().getValue()) {
                life.awaited = false;
                if (!life.isAsleep()) continue;
                if (!life.isDormant(minute)) await(life);
                else {
                    life.giveUp(watch);
                    asleep--;
                }
            }
        return asleep;
    }

    /** Asks all that are awake about {@code minute}; who has nothing more to say falls asleep. */
    void ask(int minute, Consumer<ConversationLife> question) {
        for (Iterator<ConversationLife> each = awake.values().iterator(); each.hasNext(); ) {
            ConversationLife life = each.next();
            if (!life.isDormant(minute)) {
                question.accept(life);
                life.sleepIfQuiet(minute, watch);
                if (!life.isAsleep()) continue;
                layDown(life);
            }
            life.inRounds = false;
            each.remove();
        }
    }

    private void layDown(ConversationLife life) {
        asleep++;
        if (!life.awaited) await(life);
    }

    private void await(ConversationLife life) {
        life.awaited = true;
        sleepers.computeIfAbsent(life.dormantFrom(), minute -> new ArrayList<>())
                .add(life);
    }
}

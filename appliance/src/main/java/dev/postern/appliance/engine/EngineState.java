package dev.postern.appliance.engine;

import dev.postern.analyst.Analyst;
import dev.postern.analyst.weak.Clues;
import dev.postern.life.Priors;
import dev.postern.life.Retraction;
import dev.postern.life.conversation.ConversationStage;
import dev.postern.life.site.SiteStage;
import dev.postern.wire.Wire;
import java.util.ArrayList;
import java.util.TreeMap;

/** All that the engine has learned and all that it is in the middle of: what a snapshot holds. */
public final class EngineState {
    public final Wire[] wires = new Wire[Engine.SHARDS];
    public final ConversationStage[] conversations = new ConversationStage[Engine.SHARDS];
    public final Clues[] clues = new Clues[Engine.SHARDS];
    public SiteStage site;
    public Analyst analyst;
    public Priors priors = Priors.NONE;
    /** What the conversations, which run ahead of the verdicts, are to unlearn at the end of the hour. */
    final ArrayList<Retraction> retractions = new ArrayList<>();

    /** Frames ever fed. */
    public long order;
    /** Newest event time seen, nanoseconds; {@link Long#MIN_VALUE} before the first frame. */
    public long clockNanos = Long.MIN_VALUE;
    /** The whole minute up to which windows are closed. */
    long closedNanos = Long.MIN_VALUE;

    /** Frames that live interfaces lost in all, before anybody saw them. */
    long lostInCard;

    long lostInKernel;

    /** Frames heard since the last attestation, by capture. */
    public final TreeMap<Integer, Long> unattested = new TreeMap<>();

    /** Also before a snapshot is read: one of an earlier release has no clues. */
    private EngineState() {
        for (int i = 0; i < Engine.SHARDS; i++) clues[i] = new Clues();
    }

    /** A life that knows nothing yet. */
    public static EngineState fresh() {
        EngineState state = new EngineState();
        for (int i = 0; i < Engine.SHARDS; i++) {
            state.wires[i] = new Wire(Wire.Limits.defaults());
            state.conversations[i] = new ConversationStage(dev.postern.life.Settings.defaults());
        }
        state.site = new SiteStage(dev.postern.life.Settings.defaults());
        state.analyst = new Analyst(dev.postern.analyst.inventory.Settings.defaults());
        return state;
    }
}

package dev.postern.plant;

import dev.postern.model.Address;
import dev.postern.model.Verb;
import java.util.List;

/**
 * Work that people agreed upon before it began: what an operator would announce. Attackers never have one, nor has what merely happens.
 *
 * @param story which of the plant's stories it belongs to
 * @param work in words
 * @param who stations that it is done from
 * @param devices worked upon
 * @param verbs what is done to them; looking on the way is part of it
 * @param fromNanos when it may begin; some time before it does
 * @param untilNanos when it must be over, excluded
 */
public record WorkOrder(
        int story,
        LifeEvent event,
        String work,
        List<Address> who,
        List<Address> devices,
        List<Verb> verbs,
        long fromNanos,
        long untilNanos) {}

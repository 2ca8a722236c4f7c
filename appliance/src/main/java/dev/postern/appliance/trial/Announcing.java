package dev.postern.appliance.trial;

import dev.postern.model.Address;
import dev.postern.model.Decree;
import dev.postern.model.Ids;
import dev.postern.model.Window;
import dev.postern.plant.Plant;
import dev.postern.plant.WorkOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * In the variant in which work is announced: enters each order of a works as a maintenance window when it is given, as a person does with {@code postern window}.
 */
final class Announcing {
    /** As many devices as a window may name. */
    private static final int NAMED_MAX = 64;

    private static final String AUTHOR = "work orders";

    private final Plant plant;
    private final Trial trial;
    private final EvaluateCommand.Variant variant;
    private final List<Decree> said = new ArrayList<>();
    private int entered;

    Announcing(Plant plant, Trial trial, EvaluateCommand.Variant variant) {
        this.plant = plant;
        this.trial = trial;
        this.variant = variant;
    }

    /** Enters what was ordered since it was asked last; before the frame of that time is heard. */
    void upTo(long atNanos) {
        if (variant != EvaluateCommand.Variant.announced || plant.orderCount() == entered) return;
        List<WorkOrder> orders = plant.orders();
        for (WorkOrder order : orders.subList(entered, orders.size()))
            for (int from = 0; from < order.devices().size(); from += NAMED_MAX)
                said.add(window(order, from).heardAt(atNanos - 1));
        entered = orders.size();
        trial.heed(said);
    }

    private Window window(WorkOrder order, int from) {
        List<Address> devices =
                order.devices().subList(from, Math.min(order.devices().size(), from + NAMED_MAX));
        return new Window(
                Ids.of("window", devices, order.fromNanos(), AUTHOR, said.size()),
                order.who(),
                devices,
                order.verbs(),
                order.fromNanos(),
                order.untilNanos(),
                Decree.UNHEARD,
                AUTHOR,
                order.work());
    }
}

package dev.postern.appliance.trial;

import dev.postern.evaluate.inventory.InventoryScore;
import dev.postern.evaluate.inventory.KnownMachine;
import dev.postern.model.Address;
import dev.postern.model.Frame;
import dev.postern.plant.Extension;
import dev.postern.plant.LifeEvent;
import dev.postern.plant.Machine;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/** Watches virtual plants with all extensions for some days, with harmless events, and compares the inventory with the roll of their machines. */
final class InventoryTrial {
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final int WEEK_DAYS = 7;
    private static final int NINE = 9 * 60;
    private static final int APART_MINUTES = 17;

    private final PlantDataset dataset;

    InventoryTrial(PlantDataset dataset) {
        this.dataset = dataset;
    }

    InventoryScore measure(long seed) {
        PlantSettings settings = settings(seed);
        Plant plant = new Plant(settings);
        long endNanos = settings.startNanos() + dataset.days() * DAY_NANOS;
        try (Trial trial = Trial.fresh(false)) {
            Frame frame = new Frame();
            while (plant.next(frame) && frame.atNanos < endNanos) trial.feed(frame);
            trial.finish();
            return InventoryScore.of(
                    plant.roll().stream().map(InventoryTrial::known).toList(), trial.inventory());
        }
    }

    private PlantSettings settings(long seed) {
        PlantSettings settings = new PlantSettings(
                        seed, PlantSettings.MONDAY_NANOS, dataset.lines(), dataset.thinning(), true)
                .with(EnumSet.allOf(Extension.class));
        boolean every = dataset.events().equals(Arrays.asList(LifeEvent.values()));
        if (every && dataset.days() >= WEEK_DAYS) return settings.withEveryEvent(0, dataset.days() - 1);
        for (int i = 0; i < dataset.events().size(); i++)
            settings = settings.with(dataset.events().get(i), i % dataset.days(), NINE + APART_MINUTES * i % NINE);
        return settings;
    }

    private static KnownMachine known(Machine machine) {
        List<Address> all = new ArrayList<>(machine.addresses());
        all.addAll(machine.macs());
        return new KnownMachine(machine.name(), all, machine.roles(), machine.purdue(), machine.told());
    }
}

package dev.postern.appliance.cli;

/** What this program calls itself, in reports and attestations as well. */
public final class Product {
    public static final String VERSION = "Postern 0.1.0";

    private Product() {}
}

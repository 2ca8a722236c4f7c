package dev.postern.store;

/**
 * Who may log in.
 *
 * @param hash Argon2id, encoded
 * @param mustChange the password was given out and has to be replaced at the next login
 */
public record User(String name, String hash, boolean mustChange) {}

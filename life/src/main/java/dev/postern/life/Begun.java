package dev.postern.life;

import dev.postern.model.Message;

/** Something routine that was asked in this conversation for the first time; how often it was is told at the end of the minute. */
public record Begun(Message message) {}

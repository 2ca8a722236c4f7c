/**
 * Stage 1: conversations, one {@link dev.postern.life.conversation.ConversationStage} per logical shard. Commands, their order and rhythm, values read
 * and written, health.
 */
package dev.postern.life.conversation;

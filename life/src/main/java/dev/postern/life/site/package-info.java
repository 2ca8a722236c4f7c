/**
 * Stage 3: {@link dev.postern.life.site.SiteStage} holds the devices of the site, hears what concerns more than one conversation in the order of the
 * frames, and hands on what the site has in common.
 */
package dev.postern.life.site;

/**
 * Phoenix Contact and KW Software controllers: PC Worx (1962), ProConOS (20547, 41100), Ade.Remoting (41100). None is published; after Digital Bond's
 * Redpoint scripts (2015), the exploration of ILC controllers by T. Deneut (Howest, 2015 to 2019), and frames that both print.
 */
package dev.postern.wire.ot.phoenix;

package dev.postern.console;

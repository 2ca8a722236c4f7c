package dev.postern.store;

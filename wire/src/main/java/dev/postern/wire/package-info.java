package dev.postern.wire;

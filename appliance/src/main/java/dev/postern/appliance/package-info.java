package dev.postern.appliance;

import { startMonitoring } from "./app/monitoring";

startMonitoring();

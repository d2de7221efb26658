use crate::words::words;

words! {
    /// How OBProxies find the OB clusters.
    WorkMode {
        /// They ask OCP; any number of OB clusters.
        ConfigUrl = "CONFIG_URL",
        /// They are given the addresses of the root servers; exactly one OB cluster.
        RsList = "RS_LIST",
        /// Only some releases, and only over the API.
        ObSharding = "OB_SHARDING",
    }
}

words! {
    /// How an OBProxy cluster stands; some releases do not say.
    ObproxyClusterStatus {
        Creating = "CREATING",
        Running = "RUNNING",
        Operating = "OPERATING",
        Deleting = "DELETING",
        Unavailable = "UNAVAILABLE",
    }
}

words! {
    /// How an OBProxy stands.
    ObproxyServerStatus {
        Creating = "CREATING",
        Running = "RUNNING",
        Restarting = "RESTARTING",
        Upgrading = "UPGRADING",
        Refreshing = "REFRESHING",
        Deleting = "DELETING",
        Unavailable = "UNAVAILABLE",
        TakingOver = "TAKINGOVER",
        Starting = "STARTING",
        Stopping = "STOPPING",
        Stopped = "STOPPED",
        Operating = "OPERATING",
        NodeCrash = "NODE_CRASH",
    }
}

words! {
    /// What a parameter's values are.
    ParameterKind {
        Bool = "BOOL",
        Capacity = "CAPACITY",
        Double = "DOUBLE",
        Int = "INT",
        Moment = "MOMENT",
        String = "STRING",
        StringList = "STRING_LIST",
        Time = "TIME",
    }
}

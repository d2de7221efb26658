use serde_json::json;

use super::*;

#[test]
fn a_cluster_reads_in_full() {
    let info: ClusterInfo = serde_json::from_value(json!({
        "cluster_name": "obc", "cluster_id": 1, "status": "AVAILABLE", "is_community_edition": true,
        "is_standalone": false, "ob_version": "4.3.5.1-101000042025031818", "dead_lock_detection_enabled": true,
        "startup_mode": "NORMAL", "is_shared_storage": false, "local_task_id": "118",
        "stats": {
            "cpu_core_total": 16, "cpu_core_assigned": 2, "cpu_core_assigned_percent": 12.5,
            "memory_total": "10.00GB", "memory_assigned": "2.00GB", "memory_in_bytes_total": 10737418240u64,
            "memory_in_bytes_assigned": 2147483648u64, "memory_assigned_percent": 20,
            "disk_in_bytes_total": 1, "disk_in_bytes_assigned": 1, "disk_assigned_percent": 1,
        },
        "zones": [{
            "name": "zone1", "idc_name": "", "region_name": "sys_region", "status": "STOPPING",
            "inner_status": "ACTIVE", "local_task_id": "201684300810288612",
            "root_server": {"ip": "10.10.10.1", "role": "LEADER", "zone": "zone1", "svr_port": 2882},
            "servers": [{
                "id": 1, "ip": "10.10.10.1", "svr_port": 2882, "sql_port": 2881, "with_rootserver": true,
                "status": "SERVICE_STOPPED", "ob_status": 3, "inner_status": "ACTIVE",
                "start_time": "2026-05-08T14:03:11.123456789+08:00", "stop_time": "0001-01-01T00:00:00Z",
                "stats": {"disk_in_bytes_used": 7, "disk_used_percent": 2.34, "ip": "10.10.10.1", "port": 2882},
                "architecture": "x86_64", "data_dir": "/data/ob1/store", "obshell_port": 2886,
                "local_task_id": "119",
            }],
        }],
        "tenants": [{"tenant_id": 1001}], "tenant_stats": [{"tenant_id": 1001}],
    }))
    .unwrap();
    assert_eq!((info.status.clone(), info.dead_lock_detection_enabled), (ClusterStatus::Available, true));
    assert_eq!(info.local_task_id.as_ref().unwrap().as_str(), "118");
    assert_eq!((info.stats.cpu_core_total, info.stats.memory_in_bytes_total), (Some(16.0), Some(10 << 30)));
    assert_eq!((info.stats.memory_total.as_str(), info.stats.disk_in_bytes_used), ("10.00GB", None));
    assert_eq!((info.tenants.len(), info.tenant_stats.len()), (1, 1));
    let zone = &info.zones[0];
    assert_eq!((&zone.status, zone.root_server.role.as_str()), (&ZoneStatus::Stopping, "LEADER"));
    assert_eq!(zone.local_task_id.as_ref().unwrap().as_str(), "201684300810288612");
    let server = &zone.servers[0];
    assert_eq!((&server.status, server.obshell_port), (&ServerStatus::ServiceStopped, 2886));
    assert_eq!(server.start_time.unwrap().unix_timestamp(), 1_778_220_191);
    assert_eq!(server.stop_time, None);
    assert_eq!((server.stats.disk_in_bytes_used, server.stats.disk_used_percent), (Some(7), Some(2.34)));

    let text = serde_json::to_string(&info).unwrap();
    assert_eq!(serde_json::from_str::<ClusterInfo>(&text).unwrap(), info);
}

#[test]
fn a_cluster_of_odd_shape_reads_as_far_as_it_goes() {
    let info: ClusterInfo = serde_json::from_value(json!({
        "cluster_id": "7", "status": "HALF AWAKE", "stats": null, "local_task_id": "", "tenants": null,
        "tenant_stats": {}, "license": null,
        "zones": [
            {"name": 5, "status": "UNKNOWN", "root_server": null, "servers": null, "local_task_id": "soon"},
            {"name": "zone2", "local_task_id": null, "servers": [
                {"ip": "10.10.10.2", "stats": [1], "stop_time": "yesterday", "local_task_id": 119},
                {"status": "WALKING", "stats": {
                    "cpu_core_total": "16.5", "memory_in_bytes_total": "1024", "disk_in_bytes_total": -1,
                    "disk_used_percent": "NaN", "disk_in_bytes_free": "much",
                }},
            ]},
        ],
    }))
    .unwrap();
    assert_eq!(info.status, ClusterStatus::Unknown("HALF AWAKE".to_owned()));
    assert_eq!((&info.stats, &info.local_task_id, info.cluster_id), (&ResourceStats::default(), &None, 0));
    assert_eq!((info.tenants.len(), info.tenant_stats.len(), &info.license), (0, 0, &None));
    assert_eq!(info.zones[0].status, ZoneStatus::Unknown("UNKNOWN".to_owned()));
    assert_eq!((info.zones[0].name.as_str(), &info.zones[0].local_task_id), ("5", &None));
    assert_eq!(info.zones[0].root_server, RootServer::default());
    let [silent, odd] = info.zones[1].servers.as_slice() else { panic!("{:?}", info.zones[1]) };
    assert_eq!((&silent.status, silent.stop_time), (&ServerStatus::Unknown(String::new()), None));
    assert_eq!(silent.local_task_id.as_ref().unwrap().as_str(), "119");
    assert_eq!(odd.status.as_str(), "WALKING");
    assert_eq!((odd.stats.cpu_core_total, odd.stats.memory_in_bytes_total), (Some(16.5), Some(1024)));
    assert_eq!((odd.stats.disk_in_bytes_total, odd.stats.disk_in_bytes_free), (None, None));
    assert_eq!(odd.stats.disk_used_percent, None);
}

#[test]
fn known_words_read_as_they_are_written() {
    for word in ["NOT RUNNING", "RUNNING", "RESTRICTED", "AVAILABLE"] {
        assert_eq!(ClusterStatus::from(word).as_str(), word);
        assert!(!matches!(ClusterStatus::from(word), ClusterStatus::Unknown(_)), "{word}");
    }
    let zone = "RUNNING UNAVAILABLE STOPPED CREATING DELETED STOPPING STARTING RESTARTING DELETING";
    for word in zone.split(' ') {
        assert_eq!(ZoneStatus::from(word).as_str(), word);
        assert!(!matches!(ZoneStatus::from(word), ZoneStatus::Unknown(_)), "{word}");
    }
    let server = "RUNNING UNAVAILABLE SERVICE_STOPPED PROCESS_STOPPED SERVICE_STOPPING PROCESS_STOPPING \
                  STARTING DELETING";
    for word in server.split_whitespace() {
        assert_eq!(ServerStatus::from(word).as_str(), word);
        assert!(!matches!(ServerStatus::from(word), ServerStatus::Unknown(_)), "{word}");
    }
}

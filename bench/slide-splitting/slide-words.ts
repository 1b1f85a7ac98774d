export interface Words {
  readonly titles: readonly string[];
  readonly points: readonly string[];
}

/** Written for this bench. */
export const EN: Words = {
  titles: [
    'Introduction to Operating Systems',
    'Why Caches Work',
    'Virtual Memory in Practice',
    'Scheduling and Fairness',
    'Deadlock: Four Conditions',
    'File Systems and Journals',
    'Measuring What Matters',
    'Networks from the Bottom Up',
    'Security by Design',
    'Summary and Reading List',
    'Page Replacement Policies',
    'Threads and Processes',
  ],
  points: [
    'A page table maps virtual pages to frames',
    'Locality makes small memories look large',
    'The kernel runs in a privileged mode',
    'Measure first, then optimise the slow part',
    'Every lock needs an order of acquisition',
    'A journal is replayed after a crash',
    'Interrupts are handled in two halves',
    'Latency grows with the length of the queue',
    'Write-back caches delay the cost of a store',
    'Fair shares are computed over a window',
    'Hash tables trade space for speed',
    'Checksums find errors, they do not fix them',
    'The slowest step sets the pace of the line',
    'Permissions are checked at every open call',
  ],
};

export const ZH: Words = {
  titles: [
    '操作系统导论',
    '缓存为什么有效',
    '虚拟内存的实现方法',
    '进程调度与公平性',
    '死锁的四个必要条件',
    '文件系统与日志',
    '性能评测的基本原则',
    '计算机网络的分层结构',
    '安全设计的思路',
    '本章小结与参考书目',
    '页面置换算法比较',
    '线程和进程的区别',
  ],
  points: [
    '页表把虚拟地址映射到物理页框',
    '局部性原理让小容量存储显得更大',
    '内核运行在特权模式之下',
    '先测量瓶颈，再考虑优化',
    '加锁必须遵守统一的顺序',
    '系统崩溃之后重放日志即可恢复',
    '中断处理分为上半部和下半部',
    '队列越长，平均等待时间越久',
    '写回缓存推迟了写入的开销',
    '公平份额按时间窗口计算',
    '哈希表用空间换取时间',
    '校验和能够发现错误但不能纠正',
    '流水线的速度取决于最慢的一级',
    '每次打开文件都要检查权限',
  ],
};
